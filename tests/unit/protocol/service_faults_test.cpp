// What a fault does to a call of the API.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/test_service.h"

namespace rockpool::protocol {
namespace {

using std::chrono::milliseconds;

class ServiceWithFaults : public ::testing::Test {
 protected:
  void Add(const std::string& operation, const std::string& error, std::optional<std::uint32_t> times = {}, milliseconds delay = {}) {
    service.faults.Add({{.operation = operation, .error = error, .message = {}, .times = times, .delay = delay}});
  }
  std::string List() { return service.Call("ListUserPools", R"({"MaxResults":60})").body; }

  support::TestService service;
};

TEST_F(ServiceWithFaults, AnswersWithEveryErrorOfEveryOperationThatItHas) {
  int met = 0;
  for (const api::Operation& operation : api::Operations()) {
    for (const std::string_view error : operation.errors) {
      Add(std::string(operation.name), std::string(error), 1);
      const support::Answer answer = service.Call(operation.name, "{}");
      EXPECT_EQ(answer.ErrorType(), error) << operation.name;
      EXPECT_EQ(answer.headers.Find("x-amzn-ErrorType"), std::string(error) + ":");
      EXPECT_NE(answer.Message(), "");
      EXPECT_EQ(answer.status, error.starts_with("Internal") ? 500 : 400);
      ++met;
    }
  }
  EXPECT_GT(met, 1000);
}

TEST_F(ServiceWithFaults, DoesNotRunTheOperation) {
  Add("CreateUserPool", "TooManyRequestsException", 1);
  EXPECT_EQ(service.Call("CreateUserPool", R"({"PoolName":"p"})").ErrorType(), "TooManyRequestsException");
  EXPECT_EQ(List(), R"({"UserPools":[]})");
}

TEST_F(ServiceWithFaults, AnswersAsEverWhenTheFaultIsUsedUp) {
  Add("CreateUserPool", "TooManyRequestsException", 1);
  EXPECT_EQ(service.Call("CreateUserPool", R"({"PoolName":"p"})").status, 400);
  EXPECT_EQ(service.Call("CreateUserPool", R"({"PoolName":"p"})").status, 200);
}

TEST_F(ServiceWithFaults, LeavesOtherOperationsAlone) {
  Add("CreateUserPool", "TooManyRequestsException");
  EXPECT_EQ(List(), R"({"UserPools":[]})");
}

TEST_F(ServiceWithFaults, HoldsTheCallBackForTheDelayAndDoesNotSleepItself) {
  Add("ListUserPools", "InternalErrorException", 1, milliseconds(60'000));
  const auto work = service.Accept("ListUserPools", R"({"MaxResults":60})");
  EXPECT_EQ(work->Delay(), milliseconds(60'000));
  EXPECT_EQ(work->Where(), http::Runs::kHere);
  EXPECT_EQ(http::WorkOutHere(*work).status, 500);
  EXPECT_EQ(service.Accept("ListUserPools", "{}")->Delay(), milliseconds(0));
}

TEST_F(ServiceWithFaults, RunsTheOperationAfterAMereDelay) {
  Add("CreateUserPool", "", 1, milliseconds(10));
  const auto work = service.Accept("CreateUserPool", R"({"PoolName":"p"})");
  EXPECT_EQ(work->Delay(), milliseconds(10));
  EXPECT_EQ(List(), R"({"UserPools":[]})") << "it ran before the delay";
  EXPECT_EQ(http::WorkOutHere(*work).status, 200);
  EXPECT_NE(List(), R"({"UserPools":[]})");
}

TEST_F(ServiceWithFaults, ChecksTheRequestAfterAMereDelay) {
  Add("CreateUserPool", "", 1, milliseconds(10));
  const auto work = service.Accept("CreateUserPool", "no JSON");
  EXPECT_EQ(work->Delay(), milliseconds(10));
  EXPECT_NE(http::WorkOutHere(*work).body.find("SerializationException"), std::string::npos);
}

TEST_F(ServiceWithFaults, MeetsTheCallWhateverItsBodyHolds) {
  Add("ListUserPools", "TooManyRequestsException", 1);
  EXPECT_NE(http::WorkOutHere(*service.Accept("ListUserPools", "no JSON")).body.find("TooManyRequestsException"), std::string::npos);
}

}  // namespace
}  // namespace rockpool::protocol
