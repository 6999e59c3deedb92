// One provider of each type: details that a Create may send.
#pragma once

#include <vector>

#include "server/identity_providers/provider_type.h"

namespace rockpool::support {

struct ProviderSample {
  const identity_providers::ProviderType& type;
  identity_providers::Details details;  // all that the type requires, and one optional key where it has one
};

ProviderSample SampleOf(const identity_providers::ProviderType& type);

// All six.
std::vector<ProviderSample> ProviderSamples();

// `details` with the entries of `changes` in place of its own.
identity_providers::Details With(identity_providers::Details details, const identity_providers::Details& changes);

// `details` without a key that it has.
identity_providers::Details Without(identity_providers::Details details, std::string_view key);

}  // namespace rockpool::support
