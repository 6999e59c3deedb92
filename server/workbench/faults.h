// Faults as JSON: {"operation": "UpdateIdentityProvider", "error": "TooManyRequestsException", "message": "...", "times": 2,
// "delay_ms": 50}, in a list or alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/protocol/faults.h"

namespace rockpool::workbench {

// Throws api::InvalidParameterException for what has another form. Whether there are such operations and errors is not looked at.
std::vector<protocol::Fault> ReadFaults(std::string_view json);

// A list that ReadFaults could read.
std::string FaultsJson(const std::vector<protocol::Fault>& faults);

}  // namespace rockpool::workbench
