// Requests about the limit of a category.
#pragma once

#include <string>

#include "tests/support/test_service.h"

namespace rockpool::support {

inline std::string LimitWith(const std::string& attributes, const std::string& more = "") {
  return R"({"LimitDefinition":{"Attributes":{)" + attributes + R"(},"LimitClass":"API_CATEGORY"})" + more + "}";
}

inline std::string LimitOf(const std::string& category, const std::string& more = "") {
  return LimitWith(R"("Category":")" + category + R"(")", more);
}

inline Answer GetLimit(TestService& service, const std::string& category, const CallerKey& caller = {}) {
  return service.Call("GetProvisionedLimit", LimitOf(category), caller);
}

inline Answer UpdateLimit(TestService& service, const std::string& category, int value, const CallerKey& caller = {}) {
  return service.Call("UpdateProvisionedLimit", LimitOf(category, R"(,"RequestedLimitValue":)" + std::to_string(value)), caller);
}

inline std::string ShownLimit(const std::string& category, int free, int provisioned) {
  return R"({"Limit":{"FreeLimitValue":)" + std::to_string(free) + R"(,"LimitDefinition":{"Attributes":{"Category":")" + category +
         R"("},"LimitClass":"API_CATEGORY"},"ProvisionedLimitValue":)" + std::to_string(provisioned) + "}}";
}

}  // namespace rockpool::support
