#include "server/messaging/relay.h"

#include <condition_variable>
#include <exception>
#include <mutex>

#include "server/util/log.h"

namespace rockpool::messaging {
namespace {

// False where it was asked to stop meanwhile.
bool Pause(std::chrono::milliseconds time, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any bell;
  std::unique_lock lock(mutex);
  bell.wait_for(lock, stop, time, [] { return false; });
  return !stop.stop_requested();
}

void TellFailure(const Relay& relay, const storage::Message& message, int attempts, const char* reason) {
  util::Log(util::LogLevel::kWarning, "message was not delivered, it stays in /_rockpool/messages",
            {{"relay", relay.name()},
             {"pool", message.user_pool_id},
             {"purpose", message.purpose},
             {"medium", message.medium},
             {"id", message.number},
             {"attempts", std::int64_t{attempts}},
             {"reason", reason}});
}

}  // namespace

std::optional<std::string> DeliverBy(Relay& relay, const Outgoing& outgoing, const std::stop_token& stop,
                                     std::chrono::milliseconds pause) noexcept {
  for (int attempt = 1;; ++attempt) {
    try {
      relay.Deliver(outgoing, stop);
      return std::nullopt;
    } catch (const RelayError& error) {
      if (error.kind() == RelayError::Kind::kLasting || attempt == kRelayAttempts || !Pause(pause * attempt, stop)) {
        TellFailure(relay, outgoing.message, attempt, error.what());
        return error.what();
      }
    } catch (const std::exception& error) {
      TellFailure(relay, outgoing.message, attempt, error.what());
      return error.what();
    }
  }
}

}  // namespace rockpool::messaging
