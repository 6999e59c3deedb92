#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/accounts/user.h"
#include "server/accounts/user_filter.h"
#include "server/api/errors.h"
#include "server/api/handlers.h"
#include "server/operations/context.h"
#include "server/operations/page.h"
#include "server/pools/user_pools.h"
#include "storage/store.h"

namespace rockpool::operations {
namespace {

using storage::FoundUser;

// Where a page ends: the user's number and the value by which it was found, or the username where that is the order.
std::string KeyOf(const FoundUser& found, bool by_username) {
  return by_username ? found.user.username : std::to_string(found.user.number) + "/" + found.value;
}

std::optional<storage::SearchMark> MarkOf(const std::string& key) {
  if (key.empty()) {
    return std::nullopt;
  }
  storage::SearchMark mark;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), mark.number);
  mark.value = key.substr(static_cast<std::size_t>(end - key.data()) + 1);
  return mark;
}

std::vector<FoundUser> ByUsername(const storage::Users& users, const std::string& pool, const std::optional<accounts::UserFilter>& filter,
                                  const std::string& after, std::size_t limit) {
  std::vector<FoundUser> found;
  if (filter && !filter->is_prefix) {
    if (auto user = users.Find(pool, filter->value); user && after.empty()) {
      found.push_back({*std::move(user), ""});
    }
    return found;
  }
  for (storage::User& user : users.List(pool, filter ? filter->value : "", after, limit)) {
    found.push_back({std::move(user), ""});
  }
  return found;
}

std::vector<FoundUser> ByValue(const storage::Users& users, const std::string& pool, const accounts::UserFilter& filter,
                               const std::string& after, std::size_t limit) {
  const auto mark = MarkOf(after);
  if (filter.is_prefix) {
    return users.ListByPrefix(pool, filter.name, filter.value, mark, limit);
  }
  std::vector<FoundUser> found = users.ListByValue(pool, filter.name, filter.value, mark, limit);
  // A user whose name is his sub is not found by it a second time.
  if (filter.name == "sub" && found.empty() && after.empty()) {
    if (auto user = users.Find(pool, filter.value); user && accounts::SubOf(accounts::Decode(*user)) == filter.value) {
      found.push_back({*std::move(user), filter.value});
    }
  }
  return found;
}

void Thin(api::UserType& user, const std::vector<std::string>& wanted) {
  auto& attributes = *user.Attributes;
  std::erase_if(attributes, [&](const auto& attribute) { return std::ranges::find(wanted, attribute.Name) == wanted.end(); });
  if (std::ranges::any_of(wanted, [&](const std::string& name) {
        return std::ranges::find(attributes, name, &api::AttributeType::Name) == attributes.end();
      })) {
    // The rule stands in the API reference; the text is prefixed so in several clients' reports.
    throw api::InvalidParameterException("One or more requested attributes do not exist in user pool.");
  }
}

}  // namespace

api::ListUsersResponse ListUsers(const Context& context, const api::ListUsersRequest& request) {
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    pools::RequirePool(transaction, context.caller, request.UserPoolId);
    const auto filter = accounts::ParseFilter(request.Filter.value_or(""));
    const bool by_username = !filter || filter->name == "username";
    const storage::Users& users = transaction.users();
    const auto page = ReadPage(
        context, request.UserPoolId + "/" + request.Filter.value_or(""), request.PaginationToken, PageSize(request.Limit, 60),
        [&](const std::string& after, std::size_t limit) {
          return by_username ? ByUsername(users, request.UserPoolId, filter, after, limit)
                             : ByValue(users, request.UserPoolId, *filter, after, limit);
        },
        [&](const FoundUser& found) { return KeyOf(found, by_username); });
    api::ListUsersResponse response;
    response.Users.emplace();
    for (const FoundUser& found : page.entries) {
      response.Users->push_back(accounts::Shown(accounts::Decode(found.user)));
      if (request.AttributesToGet && !request.AttributesToGet->empty()) {
        Thin(response.Users->back(), *request.AttributesToGet);
      }
    }
    response.PaginationToken = page.next_token;
    return response;
  });
}

}  // namespace rockpool::operations
