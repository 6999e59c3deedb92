// Identity providers under /_rockpool/providers/{pool}/{name}: who stands in for one, who may sign in there, what goes wrong on purpose,
// and what it was asked. And the stand-ins' own addresses, which are for everybody.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/federation/stand_ins/faults.h"
#include "server/federation/stand_ins/state.h"
#include "server/identity_providers/provider_type.h"
#include "server/util/random.h"
#include "server/workbench/workbench.h"
#include "server/world/world.h"

namespace rockpool::workbench {

// What a body says; a member that is left out changes nothing. Throw api::InvalidParameterException for another form.
struct ProviderChange {
  std::optional<bool> is_simulated;
  std::optional<bool> is_auto;
  std::optional<std::vector<federation::Identity>> identities;
};

// {"simulated":true,"auto":true}
ProviderChange ReadProviderChange(std::string_view json);

// [{"subject":"...","claims":{...}}], or {"identities":[...],"auto":true}
ProviderChange ReadIdentities(std::string_view json);

// {"wrong":"expired","times":1,"delay_ms":100}, or a list of them. What cannot go wrong with the type is refused too.
std::vector<federation::Fault> ReadProviderFaults(std::string_view json, const identity_providers::ProviderType& type);

// Both outlive the workbench.
void AddProviders(Workbench& workbench, const world::World& world, util::Random& random);

}  // namespace rockpool::workbench
