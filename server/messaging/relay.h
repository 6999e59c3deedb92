// The ways by which messages leave the server: to a mail server, to a web server.
#pragma once

#include <chrono>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>

#include "storage/messages.h"

namespace rockpool::messaging {

struct Outgoing {
  storage::Message message;
  // Of an e-mail, as the pool's EmailConfiguration says it; empty where it does not.
  std::string from;  // an address, or a name with one in <>
  std::string reply_to;
  std::string replica{};  // the region of the secondary replica that sends it; empty: the primary
};

// The text says what went wrong, and nothing of what the message says.
class RelayError : public std::runtime_error {
 public:
  enum class Kind { kPassing, kLasting };  // whether it may go better in a moment

  RelayError(const std::string& text, Kind kind) : std::runtime_error(text), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

class Relay {
 public:
  virtual ~Relay() = default;

  virtual std::string_view name() const = 0;  // for the log
  virtual bool Takes(const storage::Message& message) const = 0;

  // Blocks for kRelayTime at most. Throws RelayError. Any thread, one at a time.
  virtual void Deliver(const Outgoing& outgoing, const std::stop_token& stop) = 0;
};

inline constexpr std::chrono::milliseconds kRelayTime = std::chrono::seconds(3);
inline constexpr int kRelayAttempts = 3;

// Tries it so many times, with `pause` before the second and twice as much before the third, unless it is asked to stop. What fails for
// good is told to the log, and handed back; nullopt: it was delivered.
std::optional<std::string> DeliverBy(Relay& relay, const Outgoing& outgoing, const std::stop_token& stop,
                                     std::chrono::milliseconds pause = std::chrono::milliseconds(500)) noexcept;

}  // namespace rockpool::messaging
