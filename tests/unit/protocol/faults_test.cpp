// The table of faults: what it takes, and whom they meet.
#include "server/protocol/faults.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/refusal.h"

namespace rockpool::protocol {
namespace {

using std::chrono::milliseconds;

const api::Operation& Update() { return *api::FindOperation("UpdateIdentityProvider"); }
const api::Operation& Describe() { return *api::FindOperation("DescribeIdentityProvider"); }

Fault Throttle() { return {.operation = "UpdateIdentityProvider", .error = "TooManyRequestsException", .message = {}, .times = {}}; }

Fault Throttle(std::uint32_t times) {
  Fault fault = Throttle();
  fault.times = times;
  return fault;
}

std::string Refused(const Fault& fault) {
  Faults faults;
  const std::string refusal = support::RefusalOf([&] { faults.Add({Throttle(), fault}); });
  EXPECT_EQ(faults.List().size(), refusal == "accepted" ? 2U : 0U) << "all or none";
  return refusal;
}

// "type status message", or "nothing".
std::string ErrorOf(const Fault& fault) {
  try {
    ThrowErrorOf(fault);
  } catch (const api::ServiceException& error) {
    return std::string(error.type()) + " " + std::to_string(error.http_status()) + " " + error.message();
  }
  return "nothing";
}

TEST(Faults, MeetNobodyWhereThereAreNone) {
  Faults faults;
  EXPECT_FALSE(faults.Take(Update()));
  EXPECT_TRUE(faults.List().empty());
}

TEST(Faults, MeetTheirOperationAlone) {
  Faults faults;
  faults.Add({Throttle()});
  EXPECT_FALSE(faults.Take(Describe()));
  EXPECT_TRUE(faults.Take(Update()));
}

TEST(Faults, StayUntilTheyAreClearedIfTheyAreNotCounted) {
  Faults faults;
  faults.Add({Throttle()});
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(faults.Take(Update()));
  }
  faults.Clear();
  EXPECT_FALSE(faults.Take(Update()));
}

TEST(Faults, MeetAsManyCallsAsTheyAreCountedFor) {
  Faults faults;
  faults.Add({Throttle(2)});
  EXPECT_TRUE(faults.Take(Update()));
  EXPECT_EQ(faults.List().at(0).times, 1U);
  EXPECT_TRUE(faults.Take(Update()));
  EXPECT_TRUE(faults.List().empty());
  EXPECT_FALSE(faults.Take(Update()));
}

TEST(Faults, OfOneOperationMeetItInTheirOrder) {
  Faults faults;
  Fault slow = Throttle(1);
  slow.error = "InternalErrorException";
  faults.Add({Throttle(1)});
  faults.Add({slow});
  EXPECT_EQ(faults.Take(Update())->error, "TooManyRequestsException");
  EXPECT_EQ(faults.Take(Update())->error, "InternalErrorException");
  EXPECT_FALSE(faults.Take(Update()));
}

TEST(Faults, TakeAnErrorThatTheModelDeclaresForTheOperation) {
  for (const std::string_view error : Update().errors) {
    Fault fault = Throttle();
    fault.error = error;
    EXPECT_EQ(Refused(fault), "accepted") << error;
  }
}

TEST(Faults, RefuseAnErrorThatTheModelDoesNotDeclareForTheOperation) {
  for (const char* error : {"DuplicateProviderException", "NoSuchException", "toomanyrequestsexception"}) {
    Fault fault = Throttle();
    fault.error = error;
    EXPECT_EQ(Refused(fault),
              "InvalidParameterException: error must be one that the model declares for UpdateIdentityProvider: InvalidParameterException, "
              "UnsupportedIdentityProviderException, ResourceNotFoundException, ConcurrentModificationException, NotAuthorizedException, "
              "TooManyRequestsException, InternalErrorException.");
  }
}

TEST(Faults, RefuseAnOperationThatIsNone) {
  for (const char* operation : {"", "*", "updateIdentityProvider", "NoSuchOperation"}) {
    Fault fault = Throttle();
    fault.operation = operation;
    EXPECT_EQ(Refused(fault),
              "InvalidParameterException: operation must be the name of an operation of cognito-idp, such as UpdateIdentityProvider.");
  }
}

TEST(Faults, NeedAnErrorOrADelay) {
  const std::string nothing = "InvalidParameterException: A fault needs an error, or a delay_ms and no message.";
  Fault fault{.operation = "UpdateIdentityProvider", .error = {}, .message = {}, .times = {}};
  EXPECT_EQ(Refused(fault), nothing);
  fault.delay = milliseconds(1);
  EXPECT_EQ(Refused(fault), "accepted");
  fault.message = "a text without an error";
  EXPECT_EQ(Refused(fault), nothing);
}

TEST(Faults, AreBounded) {
  Fault fault = Throttle();
  for (const std::uint32_t times : {1U, Faults::kMaxTimes}) {
    EXPECT_EQ(Refused(Throttle(times)), "accepted") << times;
  }
  for (const std::uint32_t times : {0U, Faults::kMaxTimes + 1}) {
    EXPECT_EQ(Refused(Throttle(times)), "InvalidParameterException: times must be a whole number from 1 to 1000000.") << times;
  }
  fault.delay = Faults::kMaxDelay;
  EXPECT_EQ(Refused(fault), "accepted");
  for (const milliseconds delay : {milliseconds(-1), Faults::kMaxDelay + milliseconds(1)}) {
    fault.delay = delay;
    EXPECT_EQ(Refused(fault), "InvalidParameterException: delay_ms must be a whole number from 0 to 60000.");
  }
  fault = Throttle();
  fault.message = std::string(Faults::kMaxMessageBytes, 'x');
  EXPECT_EQ(Refused(fault), "accepted");
  fault.message->push_back('x');
  EXPECT_EQ(Refused(fault), "InvalidParameterException: message must have at most 4096 bytes.");
}

TEST(Faults, AreAThousandAtMost) {
  Faults faults;
  faults.Add(std::vector<Fault>(Faults::kMaxFaults, Throttle(1)));
  EXPECT_EQ(support::RefusalOf([&] { faults.Add({Throttle()}); }),
            "InvalidParameterException: There can be at most 1000 faults at a time.");
  faults.Take(Update());
  faults.Add({Throttle()});
  EXPECT_EQ(faults.List().size(), Faults::kMaxFaults);
}

TEST(Faults, MeetExactlyAsManyCallsOfManyThreads) {
  Faults faults;
  faults.Add({Throttle(500), Throttle(500)});
  std::atomic<int> met = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 1000; ++j) {
        met += faults.Take(Update()) ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(met, 1000);
  EXPECT_TRUE(faults.List().empty());
}

TEST(ErrorOfAFault, HasTheMessageThatWasAskedFor) {
  Faults faults;
  Fault fault = Throttle();
  fault.message = "slower, please";
  faults.Add({fault});
  EXPECT_EQ(ErrorOf(*faults.Take(Update())), "TooManyRequestsException 400 slower, please");
}

TEST(ErrorOfAFault, HasAMessageOfItsOwnWhereNoneWasAskedFor) {
  Faults faults;
  faults.Add({Throttle()});
  EXPECT_EQ(ErrorOf(*faults.Take(Update())), "TooManyRequestsException 400 Rate exceeded");
  for (const api::Operation& operation : api::Operations()) {
    for (const std::string_view error : operation.errors) {
      Faults one;
      const Fault fault{.operation = std::string(operation.name), .error = std::string(error), .message = {}, .times = 1};
      if (support::RefusalOf([&] { one.Add({fault}); }) == "accepted") {
        EXPECT_NE(one.Take(operation)->message.value_or(""), "") << error;
      }
    }
  }
}

TEST(ErrorOfAFault, MayHaveNoMessageAtAll) {
  Fault fault = Throttle();
  fault.message = "";
  EXPECT_EQ(ErrorOf(fault), "TooManyRequestsException 400 ");
}

TEST(ErrorOfAFault, HasTheStatusThatAwsGivesIt) {
  Fault fault = Throttle();
  fault.error = "InternalErrorException";
  fault.message = "x";
  EXPECT_EQ(ErrorOf(fault), "InternalErrorException 500 x");
  fault = {.operation = "InitiateAuth", .error = "ForbiddenException", .message = "x", .times = {}};
  EXPECT_EQ(ErrorOf(fault), "ForbiddenException 400 x");
}

TEST(ErrorOfAFault, IsNoneOfAMereDelay) {
  const Fault fault{.operation = "UpdateIdentityProvider", .error = {}, .message = {}, .times = {}, .delay = milliseconds(5)};
  EXPECT_EQ(ErrorOf(fault), "nothing");
}

}  // namespace
}  // namespace rockpool::protocol
