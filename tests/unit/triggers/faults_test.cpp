// Failures of functions on purpose.
#include "server/triggers/faults.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/refusal.h"

namespace rockpool::triggers {
namespace {

Invocation CallOf(Trigger trigger, const std::string& pool = "p") {
  Invocation invocation;
  invocation.trigger = trigger;
  invocation.user_pool_id = pool;
  return invocation;
}

std::string OutcomeOf(Fault fault) {
  Faults faults;
  faults.Add({std::move(fault)});
  const auto outcome = faults.Take(CallOf(Trigger::kPreSignUp));
  if (!outcome) {
    return "none";
  }
  EXPECT_EQ(outcome->attempts, 0);
  EXPECT_EQ(outcome->hint, "a fault of /_rockpool/faults");
  switch (outcome->kind) {
    case Outcome::Kind::kAnswered:
      return "answered: " + outcome->text;
    case Outcome::Kind::kFunctionError:
      return "error: " + outcome->text;
    case Outcome::Kind::kNotInvoked:
      return "not invoked: " + outcome->text;
    case Outcome::Kind::kSkipped:
      break;
  }
  return "skipped";
}

TEST(TriggerFaults, AreWhatFunctionsCanDoWrong) {
  EXPECT_EQ(OutcomeOf({.kind = Fault::Kind::kTimeout}), "not invoked: SocketTimeoutException");
  EXPECT_EQ(OutcomeOf({.kind = Fault::Kind::kError}), "error: An error was asked for by a fault");
  EXPECT_EQ(OutcomeOf({.kind = Fault::Kind::kError, .text = "m"}), "error: m");
  EXPECT_EQ(OutcomeOf({.kind = Fault::Kind::kMalformed}), R"(answered: "malformed")");
  EXPECT_EQ(OutcomeOf({.kind = Fault::Kind::kMalformed, .text = "{"}), "answered: {");
}

TEST(TriggerFaults, MeetTheirTriggerAndTheirPool) {
  EXPECT_EQ(OutcomeOf({.trigger = Trigger::kPostConfirmation}), "none");
  EXPECT_EQ(OutcomeOf({.trigger = Trigger::kPreSignUp, .user_pool_id = "q"}), "none");
  EXPECT_EQ(OutcomeOf({.trigger = Trigger::kPreSignUp, .user_pool_id = "p", .text = "m"}), "error: m");
}

TEST(TriggerFaults, MeetSoManyCallsInTheOrderInWhichTheyWereAdded) {
  Faults faults;
  faults.Add({{.text = "first", .times = 2}, {.text = "second"}});
  const auto take = [&faults] { return faults.Take(CallOf(Trigger::kPreSignUp))->text; };
  EXPECT_EQ(take(), "first");
  EXPECT_EQ(faults.List().front().times, 1U);
  EXPECT_EQ(take(), "first");
  EXPECT_EQ(faults.List().size(), 1U);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(take(), "second");
  }
  faults.Clear();
  EXPECT_FALSE(faults.Take(CallOf(Trigger::kPreSignUp)));
  EXPECT_TRUE(faults.List().empty());
}

TEST(TriggerFaults, AreAddedAllOrNone) {
  Faults faults;
  const auto refused = [&faults](Fault fault) { return support::RefusalOf([&] { faults.Add({{}, std::move(fault)}); }); };
  EXPECT_EQ(refused({.times = 0}), "InvalidParameterException: times must be a whole number from 1 to 1000000.");
  EXPECT_EQ(refused({.times = 1'000'001}), "InvalidParameterException: times must be a whole number from 1 to 1000000.");
  EXPECT_EQ(refused({.kind = Fault::Kind::kTimeout, .text = "m"}), "InvalidParameterException: A timeout has no text.");
  EXPECT_EQ(refused({.text = std::string(4'097, 'x')}), "InvalidParameterException: The text of a fault must have at most 4096 bytes.");
  EXPECT_TRUE(faults.List().empty());
  faults.Add(std::vector<Fault>(Faults::kMaxFaults));
  EXPECT_EQ(support::RefusalOf([&] { faults.Add({{}}); }),
            "InvalidParameterException: There can be at most 1000 faults of triggers at a time.");
  EXPECT_EQ(faults.List().size(), Faults::kMaxFaults);
}

}  // namespace
}  // namespace rockpool::triggers
