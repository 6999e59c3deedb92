// The members of requests about sessions.
#pragma once

#include <string>

namespace rockpool::support {

inline constexpr const char* kGetPoolSession = "GetUserPoolSessionConfiguration";
inline constexpr const char* kSetPoolSession = "SetUserPoolSessionConfiguration";
inline constexpr const char* kGetClientSession = "GetUserPoolClientSessionConfiguration";
inline constexpr const char* kSetClientSession = "SetUserPoolClientSessionConfiguration";

inline std::string Tracking(const std::string& state, int max_per_user) {
  return R"("TokenSession":{"MaxPerUser":)" + std::to_string(max_per_user) + R"(},"UserSessionTracking":")" + state + R"(")";
}

inline std::string OfClient(const std::string& client_id) { return R"("ClientId":")" + client_id + R"(")"; }

inline std::string OfClient(const std::string& client_id, int minutes) {
  return OfClient(client_id) + R"(,"SSOSession":{"MaxValidityMinutes":)" + std::to_string(minutes) + "}";
}

inline std::string PoolSession(const std::string& pool_id, const std::string& state, int max_per_user) {
  return R"({"TokenSession":{"MaxPerUser":)" + std::to_string(max_per_user) + R"(},"UserPoolId":")" + pool_id +
         R"(","UserSessionTracking":")" + state + R"("})";
}

inline std::string ClientSession(const std::string& pool_id, const std::string& client_id, int minutes) {
  return "{" + OfClient(client_id, minutes) + R"(,"UserPoolId":")" + pool_id + R"("})";
}

}  // namespace rockpool::support
