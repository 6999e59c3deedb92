#include "server/oauth/waiting.h"

#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "server/api/errors.h"
#include "server/oauth/authorization_parameters.h"
#include "server/oauth/client_authentication.h"
#include "server/triggers/invoker.h"
#include "server/triggers/triggers.h"
#include "server/util/log.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

std::optional<std::string> NamedClient(const Exchange& exchange) {
  auto named = Parameter(exchange.query, "client_id");
  return named ? std::move(named) : FindNamedClient(exchange);
}

}  // namespace

http::Runs RunsWithFunctions(const Exchange& exchange, http::Runs otherwise) {
  if (exchange.world.settings.Of<triggers::Settings>().invoker == nullptr) {
    return otherwise;
  }
  if (exchange.world.store.MayBlock()) {
    return http::Runs::kWaits;  // the threads that ask must not even look
  }
  const auto client_id = NamedClient(exchange);
  if (!client_id || client_id->size() > kMaxClientId) {
    return otherwise;
  }
  try {
    const auto client = exchange.world.store.Read(
        [&](const storage::Transaction& transaction) { return clients::UseClient(transaction, exchange.world.caches, *client_id); });
    return triggers::HasFunctions(*client->pool) ? http::Runs::kWaits : otherwise;
  } catch (const api::ResourceNotFoundException&) {
    // The handler refuses it.
  } catch (const std::exception& error) {
    util::Log(util::LogLevel::kError, "a pool could not be looked at", {{"error", error.what()}});
  }
  return otherwise;
}

http::Runs RunsOfForm(const Exchange& exchange) { return RunsWithFunctions(exchange, http::Runs::kComputes); }

}  // namespace rockpool::oauth
