// A pool and the calls about its identity providers, so that a test says what it is about and no more.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/provider_samples.h"
#include "tests/support/test_service.h"

namespace rockpool::support {

using identity_providers::Details;
using identity_providers::ProviderType;

// Compact JSON. Of a map that is an object, of a list of texts a list.
std::string ToJson(const Details& map);
std::string ToJson(const std::vector<std::string>& texts);

// "200", or the type and message of a refusal: "ResourceNotFoundException: User pool x does not exist."
std::string OutcomeOf(const Answer& answer);

inline constexpr const char* kOk = "200";

// The members of requests, each with its value.
std::string WithDetails(const Details& details);
std::string WithMapping(const Details& mapping);
std::string WithIdentifiers(const std::vector<std::string>& identifiers);

// The map at IdentityProvider.`member`, e.g. ProviderDetails; fails the test where there is none.
Details MapIn(const Answer& answer, std::string_view member);

// What is at IdentityProvider.`member`, a date, in milliseconds.
std::int64_t MillisIn(const Answer& answer, std::string_view member);

// Answers the operation with that JSON.
using ApiCall = std::function<Answer(std::string_view operation, std::string_view json)>;

class ProviderPool {
 public:
  // `more` is appended to the request that creates the pool, as TestService::CreatePool does. `service` outlives it.
  explicit ProviderPool(TestService& service, std::string_view more = "", const CallerKey& caller = {});
  explicit ProviderPool(ApiCall api, std::string_view more = "");

  const std::string& id() const { return id_; }

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
  Answer Call(std::string_view operation, std::string_view members);
  Answer CallNamed(std::string_view operation, std::string_view name, std::string_view members);

  ApiCall api_;
  std::string id_;
};

// The name that ProviderPool::Create gives.
std::string NameOf(const ProviderType& type);

}  // namespace rockpool::support
