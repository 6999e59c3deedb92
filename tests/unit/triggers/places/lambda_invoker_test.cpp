#include "server/triggers/places/lambda_invoker.h"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "tests/support/fake_clock.h"
#include "tests/support/fake_http_client.h"

namespace rockpool::triggers {
namespace {

using Kind = Outcome::Kind;

const std::string kArn = "arn:aws:lambda:us-east-1:123456789012:function:pre-sign-up";
const std::string kEvent = R"({"version":"1","request":{"userAttributes":{}},"response":{"autoConfirmUser":false}})";

Fault Once(Fault::Kind kind, const std::string& text) {
  Fault fault;
  fault.kind = kind;
  fault.text = text;
  fault.times = 1;
  return fault;
}

class LambdaInvokerTest : public testing::Test {
 protected:
  LambdaInvokerTest() { settings_.lambda_endpoint = "http://127.0.0.1:3002"; }

  Outcome Invoke(const std::string& function_arn = kArn) {
    LambdaInvoker invoker({client_, clock_, wall_clock_, faults_, record_}, settings_);
    return invoker.Invoke({.trigger = Trigger::kPreSignUp,
                           .source = "PreSignUp_SignUp",
                           .user_pool_id = "us-east-1_a",
                           .client_id = "c",
                           .function_arn = function_arn,
                           .event = kEvent});
  }

  // Where the function was asked for.
  std::string Asked(const std::string& function_arn) {
    client_.requests.clear();
    Invoke(function_arn);
    return client_.requests.empty() ? "nowhere" : client_.requests[0].url.Origin() + client_.requests[0].url.target;
  }

  void AnswerAll(int status, const std::string& body) {
    client_.on_get = [=] { return http::FetchResponse{.status = status, .body = body}; };
  }

  void FailAll(const std::string& text, http::FetchError::Kind kind) {
    client_.on_get = [=]() -> http::FetchResponse { throw http::FetchError(text, kind); };
  }

  support::FakeHttpClient client_;
  support::FakeClock clock_;
  support::FakeWallClock wall_clock_;
  Faults faults_;
  std::shared_ptr<Record> record_ = std::make_shared<Record>();
  CallSettings settings_;
};

TEST_F(LambdaInvokerTest, AsksTheEndpointOnceAndHandsBackItsAnswer) {
  AnswerAll(200, R"({"response":{"autoConfirmUser":true}})");
  const Outcome outcome = Invoke();
  EXPECT_EQ(outcome.kind, Kind::kAnswered);
  EXPECT_EQ(outcome.text, R"({"response":{"autoConfirmUser":true}})");
  EXPECT_EQ(outcome.attempts, 1);
  ASSERT_EQ(client_.requests.size(), 1U);
  EXPECT_EQ(client_.requests[0].body, kEvent);
  EXPECT_EQ(client_.requests[0].times.whole, std::chrono::seconds(5));
}

TEST_F(LambdaInvokerTest, SignsByWallTime) {
  AnswerAll(200, "{}");
  clock_.Advance(1'000'000'000);
  Invoke();
  EXPECT_EQ(client_.requests.at(0).headers.Find("X-Amz-Date"), "20231114T221320Z");
}

TEST_F(LambdaInvokerTest, TakesTheFirstPlaceThatMatches) {
  settings_.table = R"({"functions":[
      {"function":"arn:aws:lambda:us-east-1:123456789012:function:a:live","webhook":"http://live/"},
      {"function":"arn:aws:lambda:us-east-1:123456789012:function:a","webhook":"http://whole/"},
      {"function":"b","webhook":"http://name/"},
      {"function":"b*","webhook":"http://pattern/"},
      {"function":"arn:aws:lambda:eu-*","webhook":"http://europe/"}]})";
  const std::string arn = "arn:aws:lambda:us-east-1:123456789012:function:";
  EXPECT_EQ(Asked(arn + "a:live"), "http://live/");
  EXPECT_EQ(Asked(arn + "a"), "http://whole/");
  EXPECT_EQ(Asked(arn + "a:other"), "http://whole/");
  EXPECT_EQ(Asked(arn + "b"), "http://name/");
  EXPECT_EQ(Asked(arn + "bc"), "http://pattern/");
  EXPECT_EQ(Asked("arn:aws:lambda:eu-west-1:123456789012:function:x"), "http://europe/");
  EXPECT_EQ(Asked(arn + "x"), "http://127.0.0.1:3002/2015-03-31/functions/x/invocations");
}

TEST_F(LambdaInvokerTest, SaysWhatToWriteForAFunctionWithoutAPlace) {
  settings_.lambda_endpoint.clear();
  settings_.table = R"({"functions":[{"function":"other","webhook":"http://h/"}]})";
  const Outcome outcome = Invoke();
  EXPECT_EQ(outcome.kind, Kind::kNotInvoked);
  EXPECT_EQ(outcome.text, "ResourceNotFoundException");
  EXPECT_EQ(outcome.attempts, 0);
  EXPECT_NE(outcome.hint.find(kArn), std::string::npos);
  EXPECT_NE(outcome.hint.find(R"(functions = [{ function = "pre-sign-up", lambda = "http://127.0.0.1:3002" }])"), std::string::npos);
  EXPECT_NE(outcome.hint.find("--lambda-endpoint=http://127.0.0.1:3002"), std::string::npos);
  EXPECT_NE(outcome.hint.find("--triggers=skip"), std::string::npos);
  EXPECT_TRUE(client_.requests.empty());
}

TEST_F(LambdaInvokerTest, SaysItBeforeATraceWouldCutIt) {
  constexpr std::size_t kLongestReason = 256;  // of a step of a trace (server/sign_in/trace.h)
  const std::string name(64, 'f');             // the longest that Lambda takes
  settings_.lambda_endpoint.clear();
  const std::string reason = "VerifyAuthChallengeResponse invocation failed due to error ResourceNotFoundException. " +
                             Invoke("arn:aws:lambda:us-east-1:123456789012:function:" + name).hint;
  EXPECT_NE(reason.substr(0, kLongestReason)
                .find(R"(write functions = [{ function = ")" + name + R"(", lambda = "http://127.0.0.1:3002" }] under [triggers])"),
            std::string::npos)
      << reason;
}

TEST_F(LambdaInvokerTest, TriesAFunctionThatDoesNotAnswerThreeTimes) {
  using ErrorKind = http::FetchError::Kind;
  for (const ErrorKind kind : {ErrorKind::kTimedOut, ErrorKind::kBroken, ErrorKind::kOther}) {
    FailAll("127.0.0.1: there was no answer in time", kind);
    client_.requests.clear();
    const Outcome outcome = Invoke();
    EXPECT_EQ(outcome.kind, Kind::kNotInvoked);
    EXPECT_EQ(outcome.text, "SocketTimeoutException");
    EXPECT_EQ(outcome.hint, "attempts 1 to 3: 127.0.0.1: there was no answer in time (http://127.0.0.1:3002)");
    EXPECT_EQ(outcome.attempts, 3);
    EXPECT_EQ(client_.requests.size(), 3U);
  }
}

TEST_F(LambdaInvokerTest, TakesTheAnswerOfALaterAttempt) {
  client_.on_get = [this]() -> http::FetchResponse {
    if (client_.requests.size() < 2) throw http::FetchError("gone", http::FetchError::Kind::kBroken);
    return {.status = 200, .body = "{}"};
  };
  const Outcome outcome = Invoke();
  EXPECT_EQ(outcome.kind, Kind::kAnswered);
  EXPECT_EQ(outcome.attempts, 2);
  EXPECT_EQ(outcome.hint, "attempt 1: gone (http://127.0.0.1:3002)");
}

TEST_F(LambdaInvokerTest, SaysWhatEachAttemptCameTo) {
  settings_.attempts = 4;
  client_.on_get = [this]() -> http::FetchResponse {
    const std::size_t attempt = client_.requests.size();
    if (attempt < 4) throw http::FetchError(attempt == 1 ? "gone" : "silent", http::FetchError::Kind::kBroken);
    return {.status = 429, .body = ""};
  };
  const Outcome outcome = Invoke();
  EXPECT_EQ(outcome.text, "TooManyRequestsException");
  EXPECT_EQ(outcome.attempts, 4);
  EXPECT_EQ(outcome.hint,
            "attempt 1: gone (http://127.0.0.1:3002); attempts 2 to 3: silent (http://127.0.0.1:3002); "
            "http://127.0.0.1:3002: the answer has the status 429");
}

TEST_F(LambdaInvokerTest, TriesAndWaitsAsOftenAndLongAsItIsTold) {
  settings_.attempts = 1;
  settings_.timeout_seconds = 30;
  FailAll("gone", http::FetchError::Kind::kTimedOut);
  EXPECT_EQ(Invoke().attempts, 1);
  ASSERT_EQ(client_.requests.size(), 1U);
  EXPECT_EQ(client_.requests[0].times.whole, std::chrono::seconds(30));
}

TEST_F(LambdaInvokerTest, DoesNotRepeatWhatWasAnswered) {
  AnswerAll(500, R"({"Message":"no"})");
  EXPECT_EQ(Invoke().text, "ServiceException");
  EXPECT_EQ(Invoke().hint, "http://127.0.0.1:3002: the answer has the status 500: no");
  EXPECT_EQ(client_.requests.size(), 2U);
  settings_.table = R"({"functions":[{"function":"*","webhook":"http://h/"}]})";
  AnswerAll(500, R"({"errorMessage":"no"})");
  const Outcome outcome = Invoke();
  EXPECT_EQ(outcome.kind, Kind::kFunctionError);
  EXPECT_EQ(outcome.text, "no");
  EXPECT_EQ(client_.requests.size(), 3U);
}

TEST_F(LambdaInvokerTest, DoesNotRepeatACallWhoseAnswerWasTooLong) {
  FailAll("the answer is larger than 6291556 bytes", http::FetchError::Kind::kTooLong);
  const Outcome outcome = Invoke();
  EXPECT_EQ(outcome.kind, Kind::kFunctionError);
  EXPECT_EQ(outcome.attempts, 1);
  EXPECT_EQ(client_.requests.size(), 1U);
}

TEST_F(LambdaInvokerTest, HintsAtNoSecretThatTheOtherServerRepeats) {
  AnswerAll(403, R"({"Message":"no to {\"password\":\"Corr3ct-horse\"}"})");
  LambdaInvoker invoker({client_, clock_, wall_clock_, faults_, record_}, settings_);
  Invocation invocation;
  invocation.function_arn = kArn;
  invocation.event = R"({"request":{"password":"Corr3ct-horse"}})";
  EXPECT_EQ(invoker.Invoke(invocation).hint,
            R"x(http://127.0.0.1:3002: the answer has the status 403: no to {"password":"... (13 characters)"})x");
}

TEST_F(LambdaInvokerTest, ReadsLongAnswersAsFarAsThereIsMemoryForAllOfThem) {
  settings_.answer_bytes = std::size_t{5} * 1024 * 1024;
  LambdaInvoker invoker({client_, clock_, wall_clock_, faults_, record_}, settings_);
  const auto invoke = [&](std::size_t answer_bytes) {
    AnswerAll(200, std::string(answer_bytes, '1'));
    Invocation invocation;
    invocation.function_arn = kArn;
    return invoker.Invoke(invocation);
  };
  Outcome held = invoke(150'000);
  EXPECT_EQ(held.text.size(), 150'000U);
  const Outcome refused = invoke(150'000);
  EXPECT_EQ(refused.kind, Kind::kAnswered);
  EXPECT_EQ(refused.text, "");
  EXPECT_EQ(refused.hint, "the answer was not read: the answers of all functions that are read now take too much memory together");
  EXPECT_EQ(refused.attempts, 1) << "it is not asked again";
  EXPECT_EQ(invoke(60'000).text.size(), 60'000U) << "a short one takes no room";
  held = {};
  EXPECT_EQ(invoke(150'000).text.size(), 150'000U) << "an outcome that has ended holds none";
  EXPECT_EQ(invoke(250'000).text, "") << "its document may take more than all may have";
}

TEST_F(LambdaInvokerTest, SkipsAllWhereItIsTold) {
  settings_.skip = true;
  faults_.Add({Once(Fault::Kind::kError, "on purpose")});
  const Outcome outcome = Invoke();
  EXPECT_EQ(outcome.kind, Kind::kSkipped);
  EXPECT_EQ(outcome.hint, "--triggers=skip calls no function");
  EXPECT_TRUE(client_.requests.empty());
  EXPECT_EQ(faults_.List().size(), 1U);
}

TEST_F(LambdaInvokerTest, ForeseesWhatNeverLeavesTheServer) {
  const auto foreseen = [this] { return LambdaInvoker({client_, clock_, wall_clock_, faults_, record_}, settings_).Foresee(kArn); };
  EXPECT_FALSE(foreseen().has_value()) << "it has a place, whatever is there";
  settings_.lambda_endpoint.clear();
  ASSERT_TRUE(foreseen().has_value());
  EXPECT_EQ(foreseen()->kind, Kind::kNotInvoked);
  EXPECT_EQ(foreseen()->hint, Invoke().hint);
  settings_.skip = true;
  ASSERT_TRUE(foreseen().has_value());
  EXPECT_EQ(foreseen()->kind, Kind::kSkipped);
  EXPECT_TRUE(client_.requests.empty());
}

TEST_F(LambdaInvokerTest, MeetsAFaultInsteadOfTheFunctionWhereverThatIs) {
  settings_.lambda_endpoint.clear();
  faults_.Add({Once(Fault::Kind::kError, "on purpose")});
  const Outcome outcome = Invoke();
  EXPECT_EQ(outcome.kind, Kind::kFunctionError);
  EXPECT_EQ(outcome.text, "on purpose");
  EXPECT_EQ(Invoke().text, "ResourceNotFoundException");
}

TEST_F(LambdaInvokerTest, AnswersByRules) {
  settings_.table = R"({"functions":[{"function":"pre-*","rules":true}],"rules":[{"trigger":"PreSignUp","confirm":true}]})";
  const Outcome outcome = Invoke();
  EXPECT_EQ(outcome.kind, Kind::kAnswered);
  EXPECT_NE(outcome.text.find(R"("autoConfirmUser":true)"), std::string::npos) << outcome.text;
  EXPECT_TRUE(client_.requests.empty());
}

TEST_F(LambdaInvokerTest, KeepsEveryCallInTheRecord) {
  AnswerAll(200, "{}");
  Invoke();
  settings_.lambda_endpoint.clear();
  Invoke();
  settings_.skip = true;
  Invoke();
  for (const std::int64_t id : {1, 2, 3}) {
    ASSERT_TRUE(record_->Find(id).has_value()) << id;
    EXPECT_EQ(record_->Find(id)->invocation.event, kEvent);
  }
  EXPECT_FALSE(record_->Find(4).has_value());
}

TEST_F(LambdaInvokerTest, WorksWithoutARecord) {
  record_ = nullptr;
  AnswerAll(200, "{}");
  EXPECT_EQ(Invoke().kind, Kind::kAnswered);
}

TEST_F(LambdaInvokerTest, SaysWhatWentWrongInItself) {
  client_.on_get = []() -> http::FetchResponse { throw std::runtime_error("OpenSSL failed"); };
  const Outcome outcome = Invoke();
  EXPECT_EQ(outcome.kind, Kind::kNotInvoked);
  EXPECT_EQ(outcome.text, "ServiceException");
  EXPECT_EQ(outcome.hint, "OpenSSL failed");
}

TEST_F(LambdaInvokerTest, RefusesSettingsThatCannotBeRead) {
  settings_.table = R"({"functions":5})";
  EXPECT_THROW(Invoke(), std::invalid_argument);
  settings_.table.clear();
  settings_.lambda_endpoint = "nowhere";
  EXPECT_THROW(Invoke(), std::invalid_argument);
}

}  // namespace
}  // namespace rockpool::triggers
