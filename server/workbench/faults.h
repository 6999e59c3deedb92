// Faults as JSON, in a list or alone: those of operations, {"operation": "UpdateIdentityProvider", "error": "TooManyRequestsException",
// "message": "...", "times": 2, "delay_ms": 50}, and those of triggers (trigger_faults.h), which have a member `trigger`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/protocol/faults.h"
#include "server/triggers/faults.h"

namespace rockpool::workbench {

struct Faults {
  std::vector<protocol::Fault> of_operations;
  std::vector<triggers::Fault> of_triggers;
};

// Throws api::InvalidParameterException for what has another form, and for a list of both. Whether there are such operations and errors is
// not looked at.
Faults ReadFaults(std::string_view json);

// A list: those of operations first.
std::string FaultsJson(const Faults& faults);

}  // namespace rockpool::workbench
