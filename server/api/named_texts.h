// Stored documents that no structure of the API has a place for: JSON objects of texts alone. What is no text its owner writes as one.
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/api/json.h"

namespace rockpool::api {

// ToJson writes it with its names in the order of their bytes, and FromStoredJson reads it. A name that nobody asks for is passed over, and
// one that is not there is no error, but for At: so a database of another version is read. Names are never renamed.
class NamedTexts {
 public:
  NamedTexts() = default;
  NamedTexts(std::initializer_list<std::pair<const std::string, std::string>> texts) : texts_(texts) {}

  // Requires of both: the name is not there yet.
  // Keeps the text where there is one, be it empty.
  void Put(std::string_view name, std::optional<std::string> text) {
    if (text) {
      texts_.emplace(name, *std::move(text));
    }
  }
  void PutUnlessEmpty(std::string_view name, std::string text) {
    if (!text.empty()) {
      texts_.emplace(name, std::move(text));
    }
  }
  // A flag that is not set leaves nothing behind.
  void PutFlag(std::string_view name, bool is_set) { PutUnlessEmpty(name, is_set ? "true" : ""); }

  // Whether the name is there; of a flag, whether it is set.
  bool Has(std::string_view name) const { return texts_.contains(name); }

  std::optional<std::string> Find(std::string_view name) const {
    const auto found = texts_.find(name);
    return found == texts_.end() ? std::nullopt : std::optional(found->second);
  }
  // Empty if it is not there. A view into this.
  std::string_view Text(std::string_view name) const {
    const auto found = texts_.find(name);
    return found == texts_.end() ? std::string_view() : std::string_view(found->second);
  }
  // Of a name that is always written. Throws std::out_of_range.
  const std::string& At(const std::string& name) const { return texts_.at(name); }

  bool operator==(const NamedTexts&) const = default;

 private:
  friend void Encode(JsonWriter& writer, const NamedTexts& texts) { Encode(writer, texts.texts_); }
  friend void Decode(const JsonValue& json, NamedTexts& texts) { Decode(json, texts.texts_); }

  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace rockpool::api
