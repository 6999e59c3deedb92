// Claims of one token as they are written, with what a PreTokenGeneration function has changed of them.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "server/api/json_object.h"
#include "server/tokens/signing_keys.h"
#include "server/tokens/token_changes.h"

namespace rockpool::tokens {

// What is changed stands where it stood; what is added stands behind all else, in the order of the answer (Assumed, both). What is to be
// set and suppressed is suppressed (documented). Changes of what the service lets nobody change are passed over (documented).
class ChangedClaims {
 public:
  // `changes` may be null, and outlives it.
  ChangedClaims(TokenUse use, const std::string& client_id, const ClaimChanges* changes);

  template <class Value>
  void Add(std::string_view name, const Value& value) {
    if (!Replaces(name)) {
      claims_.Add(name, value);
    }
  }

  // A value that is JSON already.
  void AddJson(std::string_view name, const std::string& json) {
    if (!Replaces(name)) {
      claims_.AddJson(name, json);
    }
  }

  // JSON. Nothing can be added any more.
  std::string Text();

  // How many there are; known once Text was called.
  std::size_t count() const { return count_; }

 private:
  // Whether the claim was left out, or written with another value.
  bool Replaces(std::string_view name);
  void Replace(std::string_view name, const std::string& json);

  api::JsonObject claims_;
  const ClaimChanges* changes_;
  std::map<std::string_view, const std::string*> to_set_;  // and not written yet
  std::set<std::string_view> to_suppress_;
  std::size_t count_ = 0;
};

}  // namespace rockpool::tokens
