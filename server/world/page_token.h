// The tokens of lists. A token holds the key of the last entry that was shown, so pages survive inserts and deletes in between, and a
// keyed digest of it and of the list that it belongs to, so that a token that was altered or comes from another list is refused.
#pragma once

#include <string>
#include <string_view>

namespace rockpool::world {

// What a token is refused with that a list did not issue, by the member that it comes in. Assumed: no source shows the texts.
inline constexpr const char* kBadPaginationToken = "Invalid pagination token given.";
inline constexpr const char* kBadNextToken = "Invalid NextToken given.";

// Immutable; any thread.
class PageTokens {
 public:
  // `secret` is kept by the store, so that tokens outlive a restart.
  explicit PageTokens(std::string secret) : secret_(std::move(secret)) {}

  // `list` names one list: the operation and all that selects its entries.
  std::string Issue(std::string_view list, std::string_view last_key) const;

  // The key that Issue was given for the same list. Throws api::InvalidParameterException with `refusal` for any other token.
  std::string Read(std::string_view list, std::string_view token, const char* refusal = kBadPaginationToken) const;

 private:
  std::string Seal(std::string_view list, std::string_view last_key) const;

  std::string secret_;
};

}  // namespace rockpool::world
