// Names and values in the order in which they came, with their duplicates: what forms, queries and cookies are made of.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rockpool::http {

// Names compare byte by byte.
class NamedValues {
 public:
  using Pair = std::pair<std::string, std::string>;

  NamedValues() = default;
  NamedValues(std::initializer_list<Pair> pairs) : pairs_(pairs) {}

  void Add(std::string name, std::string value) { pairs_.emplace_back(std::move(name), std::move(value)); }

  // The first value of that name. The view lives as long as this object is not changed.
  std::optional<std::string_view> Find(std::string_view name) const {
    const auto found = std::ranges::find(pairs_, name, &Pair::first);
    return found == pairs_.end() ? std::nullopt : std::optional<std::string_view>(found->second);
  }

  // How often the name occurs, for who must refuse what is said twice (RFC 6749, 3.1).
  std::size_t Count(std::string_view name) const { return static_cast<std::size_t>(std::ranges::count(pairs_, name, &Pair::first)); }

  std::size_t size() const { return pairs_.size(); }
  std::vector<Pair>::const_iterator begin() const { return pairs_.begin(); }
  std::vector<Pair>::const_iterator end() const { return pairs_.end(); }

  bool operator==(const NamedValues&) const = default;

 private:
  std::vector<Pair> pairs_;
};

}  // namespace rockpool::http
