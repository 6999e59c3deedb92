// The outbox: every message that was sent to a user, whatever relay took it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::storage {

struct Message {
  std::int64_t number = 0;  // drawn by the store at the insert: the order of sending, unique in the store, never used again
  std::string user_pool_id;
  std::string client_id;  // empty: an administrator sent it
  std::string username;
  std::string purpose;  // like "CustomMessage_SignUp"
  std::string medium;   // EMAIL or SMS
  std::string destination;
  std::string subject;  // empty for SMS
  std::string body;
  std::string code;
  std::string temporary_password;
  std::string link;
  std::int64_t sent_millis = 0;
  std::string via{};     // by what it would go from AWS; empty of one from before that was kept
  std::string region{};  // of the replica that sent it; an empty one is kept, and found, as the pool's own

  bool operator==(const Message&) const = default;
};

// What a reader asks for; an empty member asks for nothing.
struct MessageFilter {
  std::string user_pool_id;
  std::string username;
  std::string destination;
  std::int64_t after = 0;  // a message's number
};

// They end with their pool; of each pool the newest thousand stay, and at most kUntrimmed older ones, for trimming costs what it keeps.
class Messages {
 public:
  static constexpr std::size_t kKeptOfPool = 1000;
  static constexpr std::size_t kUntrimmed = 64;

  virtual ~Messages() = default;

  // Requires: the pool exists (std::logic_error if not). Returns the number.
  virtual std::int64_t Insert(const Message& message) = 0;

  // In the order of sending, from the first one after the filter's number.
  virtual std::vector<Message> List(const MessageFilter& filter, std::size_t limit) const = 0;

  virtual void DeleteAll() = 0;
};

}  // namespace rockpool::storage
