// What the attempts of one call came to that got no answer, for log and trace.
#pragma once

#include <string>
#include <vector>

#include "server/util/strings.h"

namespace rockpool::triggers {

// It tells of like ones together, for a trace cuts what is long.
class FailedAttempts {
 public:
  void Add(int number, const std::string& why) {
    if (runs_.empty() || runs_.back().why != why) {
      runs_.push_back({number, number, why});
    } else {
      runs_.back().last = number;
    }
  }

  // "attempt 1: gone; attempts 2 to 3: no answer in time", and the hint behind it, which may be empty.
  std::string And(const std::string& hint) const {
    std::vector<std::string> parts;
    for (const Run& run : runs_) {
      const std::string first = std::to_string(run.first);
      parts.push_back((run.first == run.last ? "attempt " + first : "attempts " + first + " to " + std::to_string(run.last)) + ": " +
                      run.why);
    }
    if (!hint.empty()) {
      parts.push_back(hint);
    }
    return util::Join(parts, "; ");
  }

 private:
  struct Run {
    int first = 0;
    int last = 0;
    std::string why;
  };
  std::vector<Run> runs_;
};

}  // namespace rockpool::triggers
