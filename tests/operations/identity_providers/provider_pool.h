// A pool and the calls about its identity providers, so that a test says what it is about and no more.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/operations/pool_caller.h"
#include "tests/support/provider_samples.h"

namespace rockpool::support {

using identity_providers::Details;
using identity_providers::kFacebook;
using identity_providers::kGoogle;
using identity_providers::kLoginWithAmazon;
using identity_providers::kOidc;
using identity_providers::kSaml;
using identity_providers::kSignInWithApple;
using identity_providers::ProviderType;

// Compact JSON. Of a map that is an object, of a list of texts a list.
std::string ToJson(const Details& map);
std::string ToJson(const std::vector<std::string>& texts);

// The members of requests, each with its value.
std::string WithDetails(const Details& details);
std::string WithMapping(const Details& mapping);
std::string WithIdentifiers(const std::vector<std::string>& identifiers);

// The map at IdentityProvider.`member`, e.g. ProviderDetails; fails the test where there is none.
Details MapIn(const Answer& answer, std::string_view member);

// What is at IdentityProvider.`member`, a date, in milliseconds.
std::int64_t MillisIn(const Answer& answer, std::string_view member);

class ProviderPool : public PoolCaller {
 public:
  using PoolCaller::PoolCaller;

  // The sample's details, or `details`; `more` is a list of further members. A provider is called as its type where it must be, else Corp.
  Answer Create(const ProviderType& type, std::string_view more = "");
  Answer Create(const ProviderType& type, const Details& details, std::string_view more = "");
  Answer CreateNamed(std::string_view name, const ProviderType& type, std::string_view more = "");
  Answer CreateNamed(std::string_view name, const ProviderType& type, const Details& details, std::string_view more = "");

  Answer Update(std::string_view name, std::string_view members = "");
  Answer Describe(std::string_view name);
  Answer Delete(std::string_view name);
  Answer Find(std::string_view identifier);
  Answer List(std::string_view members = "");

 private:
  Answer CallNamed(std::string_view operation, std::string_view name, std::string_view members);
};

// The name that ProviderPool::Create gives.
std::string NameOf(const ProviderType& type);

}  // namespace rockpool::support
