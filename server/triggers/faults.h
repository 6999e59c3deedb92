// Failures of functions on purpose, so that applications can be tested against them. Setting them over HTTP is the workbench's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/triggers/invoker.h"
#include "server/util/fault_list.h"

namespace rockpool::triggers {

struct Fault {
  enum class Kind { kTimeout, kError, kMalformed };

  std::optional<Trigger> trigger = std::nullopt;  // nullopt: any
  std::string user_pool_id = "";                  // empty: any
  Kind kind = Kind::kError;
  std::optional<std::string> text = std::nullopt;     // kError: the message; kMalformed: the answer; nullopt: Add puts one of its own there
  std::optional<std::uint32_t> times = std::nullopt;  // how many calls it still meets; nullopt: all, until Clear
};

// Any thread.
class Faults {
 public:
  static constexpr std::size_t kMaxFaults = 1000;
  static constexpr std::size_t kMaxTextBytes = 4096;
  static constexpr std::uint32_t kMaxTimes = 1'000'000;

  // Puts them behind those that are there; all of them or, with api::InvalidParameterException, none. Refused is what is out of bounds, and
  // a text of a timeout.
  void Add(std::vector<Fault> faults);

  // In the order in which they were added, without those that are used up.
  std::vector<Fault> List() const { return faults_.List(); }
  void Clear() { faults_.Clear(); }

  // What comes of the call instead of its function's answer, by the first fault that meets it, which is counted as one call less; nullopt
  // if none does. Asked once for a call, before its first attempt; the outcome says 0 attempts, and in its hint that it was a fault. One
  // relaxed load if there are no faults at all.
  std::optional<Outcome> Take(const Invocation& invocation);

 private:
  util::FaultList<Fault> faults_;
};

}  // namespace rockpool::triggers
