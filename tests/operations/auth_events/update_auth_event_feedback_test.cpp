// What users say of events.
#include <gtest/gtest.h>

#include "tests/operations/auth_events/event_feedback.h"

namespace rockpool::support {
namespace {

using UpdateAuthEventFeedback = EventFeedback;

TEST_F(UpdateAuthEventFeedback, OfAUserTakesTheTokenOfTheNotice) {
  EXPECT_EQ(User(event, token), kOk);
  EXPECT_EQ(Shown(), "Invalid by User");
}

TEST_F(UpdateAuthEventFeedback, TokenIsGoodForOneEventAlone) {
  pool.ByPassword("ann");
  EXPECT_EQ(User(pool.NewestId(), token), "NotAuthorizedException: Invalid feedback token.");
  EXPECT_EQ(User(event, token + "x"), "NotAuthorizedException: Invalid feedback token.");
  pool.AddUser("bert");
  EXPECT_EQ(User(event, token, "bert"), "NotAuthorizedException: Invalid feedback token.");
}

TEST_F(UpdateAuthEventFeedback, TakesNoTurnToWriteForWhatIsWrong) {
  const std::int64_t before = service.writes();
  User(event, "x");
  User(event, token, "nobody");
  Admin("none");
  EXPECT_EQ(service.writes(), before);
}

TEST_F(UpdateAuthEventFeedback, RefusesInAwsOrder) {
  EXPECT_EQ(User("none", "x", "nobody"), "UserNotFoundException: User does not exist.");
  EXPECT_EQ(User("none", "x"), "NotAuthorizedException: Invalid feedback token.");
  const std::string members = R"("Username":"a","EventId":"e","FeedbackValue":"Valid","FeedbackToken":"t")";
  EXPECT_EQ(SignInPool(service).Try("UpdateAuthEventFeedback", members),
            "UserPoolAddOnNotEnabledException: User pool add-on is not enabled.");
  EXPECT_EQ(OutcomeOf(service.Call("UpdateAuthEventFeedback", R"({"UserPoolId":"us-east-1_none",)" + members + "}")),
            NoSuchPool("us-east-1_none"));
}

}  // namespace
}  // namespace rockpool::support
