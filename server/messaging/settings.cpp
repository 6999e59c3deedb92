#include "server/messaging/settings.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "server/http/url.h"
#include "server/messaging/smtp_relay.h"
#include "server/messaging/webhook_relay.h"
#include "server/util/log.h"

namespace rockpool::messaging {
namespace {

// Four functions that do not come back take all threads, and three leave some to the others.
constexpr std::size_t kSenderThreads = 8;
constexpr CourierLimits kSenderLimits{.waiting = 1000, .waiting_for_one = 250, .at_once_for_one = 2};
constexpr std::string_view kSmtp = "smtp://";

std::shared_ptr<DataKeys> DataKeysOf(const Options& options, http::Client& client, const util::WallClock& wall_clock,
                                     util::Random& random) {
  if (options.plain_sender_codes) {
    return nullptr;
  }
  if (options.kms_endpoint.empty()) {
    return std::make_shared<LocalDataKeys>(random);
  }
  return std::make_shared<KmsDataKeys>(client, wall_clock, http::ParseUrl(options.kms_endpoint).value());
}

RelayRoute RouteTo(std::shared_ptr<Relay> relay) { return {std::move(relay), std::make_shared<Couriers>(1)}; }

std::chrono::milliseconds TimeUntil(std::chrono::steady_clock::time_point end) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
  return std::max(left, std::chrono::milliseconds(0));
}

void Stop(Couriers& couriers, std::chrono::steady_clock::time_point end) {
  if (const std::size_t dropped = couriers.Stop(TimeUntil(end)); dropped > 0) {
    util::Log(util::LogLevel::kWarning, "messages were not delivered before the end, they stay in /_rockpool/messages",
              {{"messages", static_cast<std::int64_t>(dropped)}});
  }
}

}  // namespace

bool IsSmtpUrl(std::string_view text) {
  if (!text.starts_with(kSmtp)) {
    return false;
  }
  const std::string_view authority = text.substr(kSmtp.size());
  return !authority.empty() && authority.find_first_of("/?#\\@") == std::string_view::npos &&
         http::ParseUrl("http://" + std::string(authority)).has_value();
}

Settings MakeSettings(const Options& options, http::Client& client, const util::WallClock& wall_clock, util::Random& random) {
  Settings settings;
  if (!options.smtp.empty()) {
    settings.relays.push_back(RouteTo(std::make_shared<SmtpRelay>(options.smtp, wall_clock, random)));
  }
  if (!options.message_webhook.empty()) {
    settings.relays.push_back(RouteTo(std::make_shared<WebhookRelay>(client, http::ParseUrl(options.message_webhook).value())));
  }
  settings.data_keys = DataKeysOf(options, client, wall_clock, random);
  settings.sender_couriers = std::make_shared<Couriers>(kSenderThreads, kSenderLimits);
  return settings;
}

std::shared_ptr<PoolLogs> MakeLogs(const Options& options, storage::Store& store, http::Client& client) {
  return options.log_delivery.empty() ? nullptr : std::make_shared<PoolLogs>(store, SinkTo(options.log_delivery, client));
}

void StopCouriers(const Settings& settings, std::chrono::milliseconds grace) {
  const auto end = std::chrono::steady_clock::now() + grace;
  // Senders first: one that is skipped hands its message to the relays.
  if (settings.sender_couriers) {
    Stop(*settings.sender_couriers, end);
  }
  for (const RelayRoute& route : settings.relays) {
    Stop(*route.couriers, end);
  }
  if (settings.logs) {
    settings.logs->Stop(TimeUntil(end));
  }
}

}  // namespace rockpool::messaging
