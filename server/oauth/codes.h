// Authorization codes: what one stands for, and how it is kept.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/util/clock.h"
#include "server/util/random.h"

namespace rockpool::oauth {

inline constexpr std::chrono::minutes kCodeLifetime{5};  // documented

// The document of a storage::AuthorizationCode.
struct CodeFacts {
  std::string redirect_uri;
  std::string scope;  // names with blanks between them
  std::optional<std::string> nonce;
  std::optional<std::string> code_challenge;  // of S256
  std::optional<std::string> resource;
  std::string issuer;
  util::EpochMillis authenticated_millis = 0;
  std::string sign_in{};  // of the trace; empty where the browser's session was enough
  // What PreTokenGeneration said, which is asked before there is a code: tokens::ToDocument; empty where it changed nothing. It may be
  // long, and is read behind the transaction that finds the code.
  std::string changes{};
  std::string event_id{};            // of the sign-in; empty where the browser's session was enough
  std::optional<std::string> acr{};  // where the application asked for levels
  std::vector<std::string> amr{};
  std::string session_id{};  // of the browser's session, where the pool tracks sessions

  bool operator==(const CodeFacts&) const = default;
};

std::string ToDocument(const CodeFacts& facts);
CodeFacts FactsOf(const std::string& document);

// A UUID, as AWS's codes are (recorded).
std::string DrawCode(util::Random& random);

// Under which the store keeps a code.
std::string DigestOfCode(std::string_view code);

}  // namespace rockpool::oauth
