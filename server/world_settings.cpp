#include "server/world_settings.h"

#include <memory>
#include <utility>

#include "server/accounts/import/import_worker.h"
#include "server/http/connect_to.h"
#include "server/pools/rates.h"
#include "server/pools/replicas/down_regions.h"
#include "server/risk/rules.h"
#include "server/sign_in/settings.h"
#include "server/sign_in/trace.h"

namespace rockpool {

messaging::Settings MessagingSettings(const messaging::Options& options, storage::Store& store, http::Client& client,
                                      const util::WallClock& wall_clock, util::Random& random) {
  messaging::Settings settings = messaging::MakeSettings(options, client, wall_clock, random);
  settings.logs = messaging::MakeLogs(options, store, client);
  return settings;
}

world::Settings WorldSettings(const Options& options, const std::string& secret, const messaging::Settings& messaging,
                              triggers::Settings triggers, std::function<void()> wake_imports) {
  world::Settings settings;
  accounts::Settings accounts = options.accounts;
  accounts.secret = secret;
  settings.Put(std::move(accounts));
  tokens::Settings tokens = options.tokens;
  tokens.trusted_hosts = options.protocol.trusted_sites.hosts;
  tokens.public_url = options.oauth.public_url;
  settings.Put(std::move(tokens));
  settings.Put(options.quotas);
  settings.Put(pools::RegionSettings{});
  settings.Put(pools::RateSettings{options.enforces_rates ? std::make_shared<pools::TokenBuckets>() : nullptr});
  identity_providers::Settings identity_providers = options.identity_providers;
  for (const std::string& text : options.connect_to) {
    identity_providers.real_hosts.insert(http::ParseConnectTo(text).value().host);
  }
  settings.Put(std::move(identity_providers));
  settings.Put(options.oauth);
  settings.Put(messaging);
  settings.Put(sign_in::Settings{std::make_shared<sign_in::Traces>()});
  settings.Put(risk::Settings{std::make_shared<risk::Rules>()});
  settings.Put(std::move(triggers));
  settings.Put(accounts::ImportSettings{std::move(wake_imports)});
  return settings;
}

world::World WithoutFunctions(const world::World& world) {
  world::World silent = world::WithStore(world, world.store, world.clock);
  silent.settings.Put(triggers::Settings{});
  silent.settings.Put(messaging::Settings{});
  silent.settings.Put(pools::RateSettings{});
  return silent;
}

}  // namespace rockpool
