#include "server/messaging/pool_logs.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "server/api/codecs.h"
#include "server/api/json_object.h"
#include "server/http/url.h"
#include "server/messaging/relay.h"
#include "server/pools/replicas/replica_settings.h"
#include "server/util/log.h"

namespace rockpool::messaging {
namespace {

using Source = api::EventSourceName;

// Open for appending, made if need be, for its owner alone: the lines say who signs in from where.
class File {
 public:
  explicit File(const std::string& path) : descriptor_(open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (IsOpen()) {
      close(descriptor_);
    }
  }

  bool IsOpen() const { return descriptor_ >= 0; }

  void Append(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno != EINTR) {
        throw std::system_error(errno, std::generic_category());
      }
      bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
  }

 private:
  const int descriptor_;
};

bool IsWeb(std::string_view text) { return text.starts_with("http://") || text.starts_with("https://"); }

void Post(http::Client& client, const http::Url& url, const std::string& line) {
  constexpr std::size_t kMaxAnswerBytes = 64UL * 1024;
  http::FetchRequest request;
  request.method = "POST";
  request.url = url;
  request.headers.Add("Content-Type", "application/json");
  request.body = line;
  request.times = {kRelayTime, kRelayTime, kRelayTime, kRelayTime, kRelayTime};
  request.max_body_bytes = kMaxAnswerBytes;
  const int status = client.Fetch(request).status;
  if (status < 200 || status > 299) {
    throw std::runtime_error("status " + std::to_string(status));
  }
}

// The guide's sample of a log of users says USER_ACTIVITY; lines that were really exported say USER_AUTH_EVENTS (a public CDK stack that
// indexes their members notes it).
std::string_view NameOf(Source source) { return source == Source::userNotification ? "USER_NOTIFICATION" : "USER_AUTH_EVENTS"; }

void TellDropped(std::string_view user_pool_id, std::string_view reason) {
  util::Log(util::LogLevel::kWarning, "line of a pool's log was not delivered", {{"pool", user_pool_id}, {"reason", reason}});
}

}  // namespace

void PoolLogs::Take(const std::string& user_pool_id, Source source, std::string line, const std::string& replica) noexcept {
  try {
    ++waiting_;
    const bool is_taken =
        couriers_.Take([this, of = Export{user_pool_id, replica, source}, line = std::move(line)](const std::stop_token&) {
          const std::size_t were_waiting = waiting_--;
          if (were_waiting <= most_waiting_ / 2 + 1) {
            TellEndOfOverflow();
          }
          Deliver(of, line);
        });
    if (!is_taken) {
      --waiting_;
      TellOverflowOnce(user_pool_id);
    }
  } catch (const std::exception& error) {
    TellDropped(user_pool_id, error.what());
  }
}

void PoolLogs::Deliver(const Export& of, const std::string& line) {
  try {
    if (!IsOn(of)) {
      return;
    }
    sink_(line);
    if (undelivered_ > 0) {
      util::Log(util::LogLevel::kWarning, "lines of pools' logs are delivered again", {{"undelivered", undelivered_}});
      undelivered_ = 0;
    }
  } catch (const std::exception& error) {
    if (undelivered_++ == 0) {
      TellDropped(of.user_pool_id, error.what());
    }
  }
}

void PoolLogs::TellOverflowOnce(std::string_view user_pool_id) {
  if (overflowed_++ == 0) {
    TellDropped(user_pool_id, "too many wait already");
  }
}

void PoolLogs::TellEndOfOverflow() {
  const std::int64_t lines = overflowed_ == 0 ? 0 : overflowed_.exchange(0);
  if (lines > 0) {
    util::Log(util::LogLevel::kWarning, "lines of pools' logs found no place", {{"lines", lines}});
  }
}

std::size_t PoolLogs::Stop(std::chrono::milliseconds grace) {
  const std::size_t dropped = couriers_.Stop(grace);
  TellEndOfOverflow();
  return dropped;
}

void PoolLogs::TakeFailure(const storage::Message& message, std::string_view reason, const std::string& replica) noexcept {
  constexpr auto kSource = Source::userNotification;
  try {
    // Assumed: the words.
    std::string details = "Message delivery failed: " + message.medium + " of " + message.purpose + " to user " + message.username + ": ";
    details.append(reason);
    api::JsonObject said;
    said.Add("details", details);
    Take(message.user_pool_id, kSource, LogLine(message.user_pool_id, kSource, said.Text(), message.sent_millis), replica);
  } catch (const std::exception& error) {
    TellDropped(message.user_pool_id, error.what());
  }
}

bool PoolLogs::IsOn(const Export& of) const {
  const auto configuration = store_.Read(
      [&](const storage::Transaction& transaction) { return pools::FindLogDelivery(transaction, of.user_pool_id, of.replica); });
  return configuration && std::ranges::find(configuration->LogConfigurations, of.source, &api::LogConfigurationType::EventSource) !=
                              configuration->LogConfigurations.end();
}

std::string LogLine(std::string_view user_pool_id, Source source, std::string_view message_json, util::EpochMillis now) {
  api::JsonObject id;
  id.Add("userPoolId", user_pool_id);
  api::JsonObject line;
  line.Add("eventTimestamp", std::to_string(now));
  line.Add("eventSource", NameOf(source));
  line.Add("logLevel", source == Source::userNotification ? std::string_view("ERROR") : std::string_view("INFO"));
  line.AddJson("message", message_json);
  line.AddJson("logSourceId", id.Text());
  return line.Text();
}

bool IsLogPlace(std::string_view text) {
  return IsWeb(text) ? http::ParseUrl(std::string(text)).has_value() : !text.empty() && File(std::string(text)).IsOpen();
}

PoolLogs::Sink SinkTo(const std::string& place, http::Client& client) {
  if (IsWeb(place)) {
    return [&client, url = http::ParseUrl(place).value()](const std::string& line) { Post(client, url, line); };
  }
  return [file = std::make_shared<const File>(place)](const std::string& line) { file->Append(line + "\n"); };
}

}  // namespace rockpool::messaging
