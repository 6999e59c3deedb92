#include <gtest/gtest.h>

#include "tests/operations/session_configuration/session_requests.h"
#include "tests/support/called_pool.h"

namespace rockpool {
namespace {

using support::CalledPool;
using support::ClientSession;
using support::kGetClientSession;
using support::kSetClientSession;
using support::kSetPoolSession;
using support::OfClient;
using support::TestService;
using support::Tracking;

TEST(GetUserPoolClientSessionConfiguration, AnswersAnHourWhereNothingWasSet) {
  TestService service;
  CalledPool pool(service);
  pool.CreateClient("web");
  EXPECT_EQ(pool.Call(kGetClientSession, OfClient("web")).body, ClientSession(pool.id(), "web", 60));
}

TEST(GetUserPoolClientSessionConfiguration, TellsAnUnknownPoolOrClient) {
  TestService service;
  CalledPool pool(service);
  EXPECT_EQ(pool.Outcome(kGetClientSession, OfClient("nobody")), "ResourceNotFoundException: User pool client nobody does not exist.");
  EXPECT_EQ(OutcomeOf(service.Call(kGetClientSession, R"({"UserPoolId":"us-east-1_Nowhere",)" + OfClient("web") + "}")),
            "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.");
}

TEST(GetUserPoolClientSessionConfiguration, KnowsNothingOfAClientThatHadItsId) {
  TestService service;
  CalledPool pool(service);
  pool.CreateClient("web");
  pool.Call(kSetPoolSession, Tracking("ENABLED", 20));
  pool.Call(kSetClientSession, OfClient("web", 5));
  pool.DeleteClient("web");
  pool.CreateClient("web");
  EXPECT_EQ(pool.Call(kGetClientSession, OfClient("web")).body, ClientSession(pool.id(), "web", 60));
}

}  // namespace
}  // namespace rockpool
