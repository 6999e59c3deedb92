#include "server/triggers/rules/link_by_email.h"

#include <cstddef>
#include <exception>
#include <optional>
#include <utility>

#include "server/accounts/linking.h"
#include "server/accounts/names.h"
#include "server/api/service_exception.h"
#include "server/pools/pool_in_use.h"
#include "server/triggers/rules/event_answer.h"
#include "server/util/strings.h"
#include "storage/store.h"

namespace rockpool::triggers {
namespace {

constexpr std::size_t kMostOfOneAddress = 60;  // as many as a page of ListUsers has
constexpr std::size_t kMostProviders = 1000;   // more than a pool can have

// Those whom providers made have the address from there.
std::optional<accounts::User> FindByEmail(const storage::Transaction& transaction, const std::string& user_pool_id,
                                          const std::string& email) {
  for (storage::FoundUser& found :
       transaction.users().ListByValue(user_pool_id, "email", util::LowerCase(email), std::nullopt, kMostOfOneAddress)) {
    accounts::User user = accounts::Decode(std::move(found.user));
    if (!accounts::IsOfProvider(user)) {
      return user;
    }
  }
  return std::nullopt;
}

// The name begins with the provider's, in which underscores may stand too: the longest one counts.
std::optional<accounts::SourceName> IdentityOf(const storage::Transaction& transaction, const pools::PoolInUse& pool,
                                               const std::string& user_name) {
  std::string longest;
  for (const storage::IdentityProviderSummary& provider : transaction.identity_providers().List(pool.id, "", kMostProviders)) {
    const std::string prefix = accounts::Fold(pool, provider.name) + "_";
    if (provider.name.size() > longest.size() && accounts::Fold(pool, user_name).starts_with(prefix)) {
      longest = provider.name;
    }
  }
  return longest.empty()
             ? std::nullopt
             : std::optional(accounts::SourceName{longest, std::string(accounts::kSubjectAttribute), user_name.substr(longest.size() + 1)});
}

struct Asked {
  std::string user_name;
  std::string email;
};

void Link(storage::Transaction& transaction, const world::World& world, const Invocation& invocation, const Asked& asked,
          util::EpochMillis now) {
  const bool is_behind_reset = invocation.generation && transaction.generation() != *invocation.generation;
  if (is_behind_reset || !transaction.user_pools().FindById(invocation.user_pool_id)) {
    return;
  }
  const pools::SharedPool pool = pools::UsePoolOf(transaction, world.caches, invocation.user_pool_id);
  const auto source = invocation.identity ? invocation.identity : IdentityOf(transaction, *pool, asked.user_name);
  const auto provider = source ? transaction.identity_providers().Find(pool->id, source->provider) : std::nullopt;
  std::optional<accounts::User> user = provider ? FindByEmail(transaction, pool->id, asked.email) : std::nullopt;
  if (user && !accounts::FindIdentity(transaction, *pool, *source)) {
    accounts::Link(transaction, *pool, *source, provider->type, now, *user);
  }
}

}  // namespace

std::string LinkByEmail(const world::World& world, const Invocation& invocation) noexcept {
  try {
    rapidjson::Document event;
    if (!api::ParseJson(invocation.event, event)) {
      return "";
    }
    const EventAnswer reader(event);
    const Asked asked{reader.TextAt("userName").value_or(""), reader.TextAt("request.userAttributes.email").value_or("")};
    if (!asked.email.empty()) {
      const util::EpochMillis now = world.clock.Now();
      world.store.Write([&](storage::Transaction& transaction) { Link(transaction, world, invocation, asked, now); });
    }
    return "";
  } catch (const api::ServiceException& refusal) {
    return refusal.message();
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace rockpool::triggers
