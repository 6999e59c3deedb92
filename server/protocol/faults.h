// Failures on purpose, so that client code can be tested against every error that the model declares. Setting them over HTTP is the
// workbench's.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/api/operation.h"
#include "server/util/fault_list.h"

namespace rockpool::protocol {

struct Fault {
  std::string operation;
  std::string error;                   // a name of the model; empty: the call is only held back, then runs
  std::optional<std::string> message;  // nothing: Add puts a text of its own there
  std::optional<std::uint32_t> times;  // how many calls it still meets; nothing: all, until Clear
  std::chrono::milliseconds delay{0};  // before the answer
};

// Any thread.
class Faults {
 public:
  static constexpr std::size_t kMaxFaults = 1000;
  static constexpr std::size_t kMaxMessageBytes = 4096;
  static constexpr std::uint32_t kMaxTimes = 1'000'000;
  static constexpr std::chrono::milliseconds kMaxDelay{60'000};

  // Puts them behind those that are there; all of them or, with api::InvalidParameterException, none. Refused are: an operation that
  // the model has not, an error that the model does not declare for it, a fault with neither an error nor a delay, and what is out of
  // bounds.
  void Add(std::vector<Fault> faults);

  // In the order in which they were added, without those that are used up.
  std::vector<Fault> List() const { return faults_.List(); }
  void Clear() { faults_.Clear(); }

  // The first fault of the operation, counted as one call less. One relaxed load if there are no faults at all.
  std::optional<Fault> Take(const api::Operation& operation) {
    return faults_.Take([&operation](const Fault& fault) { return fault.operation == operation.name; });
  }

 private:
  util::FaultList<Fault> faults_;
};

// Throws the api::ServiceException that the fault stands for, with the status that AWS gives it; nothing if it is a mere delay.
// Requires: Add has accepted the fault.
void ThrowErrorOf(const Fault& fault);

}  // namespace rockpool::protocol
