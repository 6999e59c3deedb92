#include "server/triggers/places/answers.h"

#include <gtest/gtest.h>

#include <string>

namespace rockpool::triggers {

static void PrintTo(const Outcome& outcome, std::ostream* out) {
  *out << static_cast<int>(outcome.kind) << " \"" << outcome.text << "\" (" << outcome.hint << ")";
}

static bool operator==(const Outcome& left, const Outcome& right) {
  return left.kind == right.kind && left.text == right.text && left.hint == right.hint && left.attempts == right.attempts;
}

namespace {

using Kind = Outcome::Kind;

http::FetchResponse Response(int status, const std::string& body, const http::Headers::Field& header = {"Server", "x"}) {
  http::FetchResponse response{.status = status, .body = body};
  response.headers.Add(header.first, header.second);
  return response;
}

Outcome Answered(const std::string& text) { return {Kind::kAnswered, text, "", 0}; }
Outcome Threw(const std::string& message) { return {Kind::kFunctionError, message, "", 0}; }
Outcome NotInvoked(const std::string& type, const std::string& hint) { return {Kind::kNotInvoked, type, hint, 0}; }

TEST(OutcomeOfLambda, IsTheBodyWhateverItHolds) {
  for (const std::string body : {R"({"response":{}})", "null", "", "no JSON", R"({"errorMessage":"mine"})",
                                 R"({"response":{},"errorMessage":"mine","errorType":"T"})"}) {
    EXPECT_EQ(OutcomeOfLambda(Response(200, body)), Answered(body));
  }
  EXPECT_EQ(OutcomeOfLambda(Response(202, "")), Answered(""));
}

TEST(OutcomeOfLambda, IsWhatTheFunctionThrew) {
  const std::string payload = R"({"errorType":"Error","errorMessage":"Nobody from there.","trace":[]})";
  for (const std::string how : {"Unhandled", "Handled"}) {
    EXPECT_EQ(OutcomeOfLambda(Response(200, payload, {"x-amz-function-error", how})), Threw("Nobody from there."));
  }
  EXPECT_EQ(OutcomeOfLambda(Response(200, R"({"errorMessage":""})", {"X-Amz-Function-Error", "Handled"})), Threw(""));
}

TEST(OutcomeOfLambda, OfAnErrorWithoutAMessageIsTheHeadersWord) {
  for (const std::string payload : {"", "null", "[1]", "no JSON", R"({"errorMessage":5})", R"({"errorType":"T"})"}) {
    EXPECT_EQ(OutcomeOfLambda(Response(200, payload, {"X-Amz-Function-Error", "Unhandled"})), Threw("Unhandled")) << payload;
  }
}

// github.com/aws/aws-lambda-runtime-interface-emulator, cmd/aws-lambda-rie/handlers.go: it sends no X-Amz-Function-Error.
TEST(OutcomeOfLambda, KnowsAnErrorOfTheRuntimeInterfaceEmulator) {
  EXPECT_EQ(OutcomeOfLambda(Response(200, R"({"errorMessage":"no","errorType":"Error","stackTrace":[]})")), Threw("no"));
}

TEST(OutcomeOfLambda, IsTheTypeOfTheErrorThatTheServiceNames) {
  const std::string body = R"({"Type":"User","Message":"Function not found: x"})";
  const std::string hint = "the answer has the status 404: Function not found: x";
  EXPECT_EQ(OutcomeOfLambda(Response(404, body, {"x-amzn-ErrorType", "ResourceNotFoundException"})),
            NotInvoked("ResourceNotFoundException", hint));
  EXPECT_EQ(OutcomeOfLambda(Response(404, body, {"x-amzn-ErrorType", "InvalidRuntimeException:http://internal.amazon.com/"})),
            NotInvoked("InvalidRuntimeException", hint));
  EXPECT_EQ(OutcomeOfLambda(Response(502, R"({"__type":"com.amazonaws.lambda#EC2AccessDeniedException","message":"no"})")),
            NotInvoked("EC2AccessDeniedException", "the answer has the status 502: no"));
}

TEST(OutcomeOfLambda, IsTheTypeOfTheStatusWhereNoneIsNamed) {
  const auto type = [](int status, const std::string& named = "") {
    return OutcomeOfLambda(Response(status, "<html>", {"X-Amzn-ErrorType", named})).text;
  };
  EXPECT_EQ(type(400), "InvalidRequestContentException");
  EXPECT_EQ(type(403), "AccessDeniedException");
  EXPECT_EQ(type(404), "ResourceNotFoundException");
  EXPECT_EQ(type(409), "ResourceConflictException");
  EXPECT_EQ(type(413), "RequestTooLargeException");
  EXPECT_EQ(type(429), "TooManyRequestsException");
  EXPECT_EQ(type(500), "ServiceException");
  EXPECT_EQ(type(503), "ServiceException");
  EXPECT_EQ(type(404, "two words"), "ResourceNotFoundException");
  EXPECT_EQ(type(404, std::string(101, 'x')), "ResourceNotFoundException");
}

TEST(Outcomes, SayThatRedirectsAreNotFollowed) {
  const http::FetchResponse redirect = Response(307, "", {"Location", "http://elsewhere/"});
  const Outcome expected = NotInvoked("ServiceException", "the answer has the status 307, and redirects are not followed");
  EXPECT_EQ(OutcomeOfLambda(redirect), expected);
  EXPECT_EQ(OutcomeOfWebhook(redirect), expected);
}

TEST(OutcomeOfWebhook, IsTheBodyWhateverItHolds) {
  for (const std::string body : {R"({"response":{}})", "null", "", "no JSON", R"({"errorMessage":"mine","errorType":"T"})"}) {
    EXPECT_EQ(OutcomeOfWebhook(Response(200, body)), Answered(body));
  }
}

TEST(OutcomeOfWebhook, IsAnErrorOfTheFunctionWhereItSaysItsMessage) {
  for (const int status : {400, 403, 404, 429, 500, 503}) {
    EXPECT_EQ(OutcomeOfWebhook(Response(status, R"({"errorMessage":"Nobody from there."})")), Threw("Nobody from there."));
  }
}

TEST(OutcomeOfWebhook, IsNoCallWhereItSaysNone) {
  EXPECT_EQ(OutcomeOfWebhook(Response(404, "<html>")), NotInvoked("ResourceNotFoundException", "the answer has the status 404"));
  EXPECT_EQ(OutcomeOfWebhook(Response(500, R"({"errorMessage":null})")), NotInvoked("ServiceException", "the answer has the status 500"));
  EXPECT_EQ(OutcomeOfWebhook(Response(403, R"(["errorMessage"])")), NotInvoked("AccessDeniedException", "the answer has the status 403"));
}

TEST(Outcomes, CutLongMessagesBetweenCharacters) {
  std::string long_text = "x";
  for (int i = 0; i < 3000; ++i) {
    long_text += "\xc3\xa9";
  }
  EXPECT_EQ(OutcomeOfWebhook(Response(500, R"({"errorMessage":")" + long_text + "\"}")), Threw(long_text.substr(0, 4095)));
}

TEST(OutcomeOfLambda, SurvivesDeepPayloads) {
  const std::string deep = R"({"errorMessage":"x","a":)" + std::string(1'000'000, '[');
  EXPECT_EQ(OutcomeOfLambda(Response(200, deep, {"X-Amz-Function-Error", "Unhandled"})), Threw("Unhandled"));
}

TEST(OutcomeOfLongAnswer, IsWhatLambdaSays) {
  EXPECT_EQ(OutcomeOfLongAnswer(), Threw("Response payload size exceeded maximum allowed payload size (6291556 bytes)."));
}

}  // namespace
}  // namespace rockpool::triggers
