#include <algorithm>
#include <array>
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
#include "server/util/lists.h"
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
  return users.ListByValue(pool, filter.name, filter.value, mark, limit);
}

void ThrowNoSuchAttribute() {
  // The rule stands in the API reference, the text is recorded (aws-sdk-js#2570).
  throw api::InvalidParameterException("One or more requested attributes do not exist.");
}

// A name that every schema has and filters know may be asked for though a user has no value of it (the API reference, "AttributesToGet").
bool IsSafe(std::string_view name) {
  static constexpr std::array<std::string_view, 7> kSafe{"sub",  "email",      "phone_number", "preferred_username",
                                                         "name", "given_name", "family_name"};
  return std::ranges::find(kSafe, name) != kSafe.end();
}

void RequireAttributes(const api::UserPoolType& pool, const std::vector<std::string>& wanted) {
  const auto schema = util::MembersOf(pool.SchemaAttributes);
  const auto is_in_schema = [&](const std::string& name) {
    return std::ranges::any_of(schema, [&](const api::SchemaAttributeType& attribute) { return attribute.Name == name; });
  };
  if (!std::ranges::all_of(wanted, is_in_schema)) {
    ThrowNoSuchAttribute();
  }
}

// An empty list leaves no attribute (recorded, aws-sdk-js#2203 and #2570), whatever the developer guide's example says.
void Thin(api::UserType& user, const std::vector<std::string>& wanted) {
  auto& attributes = *user.Attributes;
  std::erase_if(attributes, [&](const auto& attribute) { return std::ranges::find(wanted, attribute.Name) == wanted.end(); });
  if (std::ranges::any_of(wanted, [&](const std::string& name) {
        return !IsSafe(name) && std::ranges::find(attributes, name, &api::AttributeType::Name) == attributes.end();
      })) {
    ThrowNoSuchAttribute();
  }
}

}  // namespace

api::ListUsersResponse ListUsers(const Context& context, const api::ListUsersRequest& request) {
  return context.world.store.Read([&](const storage::Transaction& transaction) {
    const auto pool = pools::LoadPool(transaction, context.world.caches, context.caller, request.UserPoolId);
    const auto filter = accounts::ParseFilter(request.Filter.value_or(""));
    const std::vector<std::string> wanted = request.AttributesToGet.value_or(std::vector<std::string>());
    RequireAttributes(*pool, wanted);
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
      if (request.AttributesToGet) {
        Thin(response.Users->back(), wanted);
      }
    }
    response.PaginationToken = page.next_token;
    return response;
  });
}

}  // namespace rockpool::operations
