// The logs that pools export (SetLogDeliveryConfiguration), as lines of JSON in AWS's form, to a file or a web server of this machine: the
// places that a pool names are AWS's, and are not reached.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "server/api/types.h"
#include "server/http/client.h"
#include "server/messaging/couriers.h"
#include "server/util/clock.h"
#include "storage/messages.h"
#include "storage/store.h"

namespace rockpool::messaging {

// Any thread.
class PoolLogs {
 public:
  // Takes a line without its end. Blocks; throws what it fails with. One thread at a time.
  using Sink = std::function<void(const std::string& line)>;

  // How many lines may wait.
  static constexpr std::size_t kMostWaiting = 10'000;

  // `store` outlives it.
  PoolLogs(storage::Store& store, Sink sink, std::size_t most_waiting = kMostWaiting)
      : store_(store), sink_(std::move(sink)), most_waiting_(most_waiting), couriers_(1, {.waiting = most_waiting}) {}

  // Hands a line to a thread of its own, which delivers it if the pool is there and exports that source, in the order of calls. Does not
  // block. What cannot be taken or delivered is dropped. The log of the server is told when that begins, and of how many lines when it
  // ends: once half of the places are free again, or a line has been delivered. Best effort, as AWS's delivery is.
  // `replica` is the region of the secondary replica whose line it is; empty: the primary's.
  void Take(const std::string& user_pool_id, api::EventSourceName source, std::string line, const std::string& replica = "") noexcept;

  // An ERROR of userNotification: that message was not delivered. It says nothing of what the message says. `replica` as above: who sent
  // it.
  void TakeFailure(const storage::Message& message, std::string_view reason, const std::string& replica = "") noexcept;

  // Returns how many lines that were taken will not be delivered.
  std::size_t Stop(std::chrono::milliseconds grace);

 private:
  struct Export {
    std::string user_pool_id;
    std::string replica;
    api::EventSourceName source;
  };

  void Deliver(const Export& of, const std::string& line);
  void TellOverflowOnce(std::string_view user_pool_id);
  void TellEndOfOverflow();
  bool IsOn(const Export& of) const;

  storage::Store& store_;
  const Sink sink_;
  const std::size_t most_waiting_;
  std::atomic<std::size_t> waiting_{0};
  std::atomic<std::int64_t> overflowed_{0};  // lines that found no place since places were told to be scarce
  std::int64_t undelivered_ = 0;             // lines in a row; of the thread that delivers
  Couriers couriers_;                        // ends first
};

// {"eventTimestamp","eventSource","logLevel","message","logSourceId"}: one line of an exported log, whose message is `message_json`.
std::string LogLine(std::string_view user_pool_id, api::EventSourceName source, std::string_view message_json, util::EpochMillis now);

// Whether it is an http or https URL, or the path of a file that can be written to; then the file is there.
bool IsLogPlace(std::string_view text);

// What writes to that place. Requires: IsLogPlace. `client` outlives it.
PoolLogs::Sink SinkTo(const std::string& place, http::Client& client);

}  // namespace rockpool::messaging
