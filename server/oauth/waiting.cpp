#include "server/oauth/waiting.h"

#include <exception>
#include <optional>
#include <string>

#include "server/api/errors.h"
#include "server/oauth/authorization_parameters.h"
#include "server/oauth/client_authentication.h"
#include "server/pools/functions.h"
#include "server/triggers/invoker.h"
#include "server/triggers/triggers.h"
#include "server/util/log.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

// `find_client` is asked where it matters alone.
http::Runs RunsOfClient(const Exchange& exchange, const auto& find_client) {
  constexpr auto kOtherwise = http::Runs::kComputes;
  if (exchange.world.settings.Of<triggers::Settings>().invoker == nullptr) {
    return kOtherwise;
  }
  if (exchange.world.store.MayBlock()) {
    return http::Runs::kWaits;  // the threads that ask must not even look
  }
  if (!pools::HaveSeenFunctions()) {
    return kOtherwise;
  }
  const std::optional<std::string> client_id = find_client();
  if (!client_id || client_id->size() > kMaxClientId) {
    return kOtherwise;
  }
  try {
    const auto client = exchange.world.store.ReadBriefly(
        [&](const storage::Transaction& transaction) { return clients::UseClient(transaction, exchange.world.caches, *client_id); });
    return triggers::HasFunctions(*client->pool) ? http::Runs::kWaits : kOtherwise;
  } catch (const api::ResourceNotFoundException&) {
    // The handler refuses it.
  } catch (const std::exception& error) {
    util::Log(util::LogLevel::kError, "a pool could not be looked at", {{"error", error.what()}});
  }
  return kOtherwise;
}

}  // namespace

http::Runs RunsOfForm(const Exchange& exchange) {
  return RunsOfClient(exchange, [&] { return Parameter(exchange.query, "client_id"); });
}

http::Runs RunsOfToken(const Exchange& exchange) {
  return RunsOfClient(exchange, [&] { return FindNamedClient(exchange); });
}

}  // namespace rockpool::oauth
