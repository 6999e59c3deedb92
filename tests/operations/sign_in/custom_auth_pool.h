// A pool with the three functions of custom challenges, as people write them: three tries at a sum.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/operations/sign_in/sign_in_pool.h"
#include "tests/support/fake_invoker.h"

namespace rockpool::support {

inline constexpr const char* kDefine = "DefineAuthChallenge_Authentication";
inline constexpr const char* kCreate = "CreateAuthChallenge_Authentication";
inline constexpr const char* kVerify = "VerifyAuthChallengeResponse_Authentication";
inline constexpr const char* kSum = "2";  // the right answer

// A client's flows that the tests of custom challenges need; `more` follows.
std::string CustomFlows(const std::string& more = "");

class CustomAuthPool {
 public:
  // `triggers` are had beside the three; `of_pool` and `of_client` are appended to the requests.
  explicit CustomAuthPool(const std::vector<std::string>& triggers = {}, const std::string& of_pool = "",
                          const std::string& of_client = "");

  // DefineAuthChallenge answers always with these members of its response.
  void Define(const std::string& members) { functions->Respond("DefineAuthChallenge", members); }

  Answer Open(const std::string& name = "alice", const Pairs& more = {}) const;
  // With SRP.
  Answer OpenBySrp(const std::string& name = "alice") const;
  Answer Prove(const Answer& asked, const std::string& password = kRightPassword) const;
  Answer Give(const Answer& asked, const std::string& answer, const std::string& name = "alice") const;

  TestService service;
  std::shared_ptr<FakeInvoker> functions = FakeInvoker::Of(service);
  SignInPool pool;
};

// The sessions that DefineAuthChallenge was told of, the last one: "SRP_A true, CUSTOM_CHALLENGE false (SUM)".
std::string LastHistory(const FakeInvoker& functions);

}  // namespace rockpool::support
