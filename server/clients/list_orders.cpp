#include "server/clients/list_orders.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/codecs.h"
#include "server/util/java_hash.h"

namespace rockpool::clients {
namespace {

std::string_view TextOf(const std::string& member) { return member; }

template <class Enumeration>
std::string_view TextOf(Enumeration member) {
  return api::ToText(member);
}

// Of all lists but that of the scopes.
template <class Change>
void ForEachOtherList(api::UserPoolClientType& client, const Change& change) {
  const auto change_if_there = [&change](auto& list) {
    if (list) {
      change(std::span(*list));
    }
  };
  change_if_there(client.ReadAttributes);
  change_if_there(client.WriteAttributes);
  change_if_there(client.ExplicitAuthFlows);
  change_if_there(client.SupportedIdentityProviders);
  change_if_there(client.CallbackURLs);
  change_if_there(client.LogoutURLs);
  change_if_there(client.AllowedOAuthFlows);
}

template <class Member>
void ListAsHashSet(std::span<Member> members) {
  // Those in one place stay in the order of the request.
  std::ranges::stable_sort(members, {}, [size = members.size()](const Member& member) {
    return util::PlaceInJavaHashTable(util::JavaHashCode(TextOf(member)), size);
  });
}

// A resource server's has its identifier and a slash in front.
bool IsOfCognito(const std::string& scope) { return scope.find('/') == std::string::npos; }

}  // namespace

void ListAsHashSets(api::UserPoolClientType& client) {
  ForEachOtherList(client, [](auto members) { ListAsHashSet(members); });
  if (client.AllowedOAuthScopes) {
    // Assumed: those of resource servers are a set of their own, as in the one such list that is recorded (create-user-pool-client, 2024).
    auto& scopes = *client.AllowedOAuthScopes;
    const auto own = std::stable_partition(scopes.begin(), scopes.end(), IsOfCognito);
    ListAsHashSet(std::span(scopes.begin(), own));
    ListAsHashSet(std::span(own, scopes.end()));
  }
}

void ListSorted(api::UserPoolClientType& client) {
  ForEachOtherList(client, [](auto members) { std::ranges::sort(members, {}, [](const auto& member) { return TextOf(member); }); });
  if (client.AllowedOAuthScopes) {
    std::ranges::sort(*client.AllowedOAuthScopes);
  }
}

}  // namespace rockpool::clients
