// How messages leave this server, beside the outbox.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/client.h"
#include "server/messaging/couriers.h"
#include "server/messaging/data_keys.h"
#include "server/messaging/pool_logs.h"
#include "server/messaging/relay.h"

namespace rockpool::messaging {

// What a user of the server decides.
struct Options {
  std::string smtp;                 // smtp://host:port, or empty: e-mails go to no mail server
  std::string message_webhook;      // an http(s) URL, or empty
  std::string kms_endpoint;         // an http(s) URL, or empty: codes for custom senders are under kLocalKey
  bool plain_sender_codes = false;  // they are not encrypted at all
  std::string log_delivery = {};    // where lines of pools' logs go: IsLogPlace; empty: nowhere

  bool operator==(const Options&) const = default;
};

// Each relay has couriers of its own, so that one that is slow or gone holds up no other.
struct RelayRoute {
  std::shared_ptr<Relay> relay;
  std::shared_ptr<Couriers> couriers;  // one thread, so that messages arrive in their order
};

// In world::Settings; what is nullptr or empty there is not done. The couriers are stopped before the world ends, for their errands use it.
struct Settings {
  std::vector<RelayRoute> relays;             // each takes what it can
  std::shared_ptr<DataKeys> data_keys;        // of the codes for custom senders; nullptr: they are not encrypted
  std::shared_ptr<Couriers> sender_couriers;  // several, since a function may take as long as it likes; a receiver is a function's ARN
  std::shared_ptr<PoolLogs> logs = nullptr;   // that pools export
};

// As the options have it, but for `logs`, which need a store. Requires: options that IsSmtpUrl and http::ParseUrl take. The doors outlive
// the couriers.
Settings MakeSettings(const Options& options, http::Client& client, const util::WallClock& wall_clock, util::Random& random);

// Where `log_delivery` says; nullptr where it is empty. Requires: IsLogPlace. Both outlive the couriers.
std::shared_ptr<PoolLogs> MakeLogs(const Options& options, storage::Store& store, http::Client& client);

// Gives what waits `grace` to go out; what is dropped then is told to the log.
void StopCouriers(const Settings& settings, std::chrono::milliseconds grace);

// smtp://host or smtp://host:port, and nothing else.
bool IsSmtpUrl(std::string_view text);

}  // namespace rockpool::messaging
