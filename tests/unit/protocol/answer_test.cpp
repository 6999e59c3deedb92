#include "server/protocol/answer.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "server/api/errors.h"
#include "server/protocol/common_errors.h"

namespace rockpool::protocol {
namespace {

constexpr const char* kInternalError = R"({"__type":"InternalErrorException","message":"Internal server error."})";

template <class Exception>
Answer AnswerTo(Exception exception, std::string_view operation = "ListUserPools") {
  return ErrorAnswer(std::make_exception_ptr(std::move(exception)), api::FindOperation(operation), "the-request-id");
}

std::string Header(const Answer& answer, std::string_view name) {
  return std::string(answer.response.headers.Find(name).value_or("(none)"));
}

std::string MessageHeader(const std::string& message) {
  return Header(AnswerTo(api::InvalidParameterException(message)), "x-amzn-ErrorMessage");
}

TEST(SuccessAnswer, CarriesTheTextTheTypeAndTheRequestId) {
  const Answer answer = SuccessAnswer(R"({"UserPools":[]})", "the-request-id");
  EXPECT_EQ(answer.response.status, 200);
  EXPECT_EQ(answer.response.body, R"({"UserPools":[]})");
  EXPECT_EQ(Header(answer, "Content-Type"), "application/x-amz-json-1.1");
  EXPECT_EQ(Header(answer, "x-amzn-RequestId"), "the-request-id");
  EXPECT_EQ(Header(answer, "x-amzn-ErrorType"), "(none)");
  EXPECT_EQ(answer.error_type, "");
}

TEST(SuccessAnswer, IsEmptyWhereTheOperationHasNoOutput) { EXPECT_EQ(SuccessAnswer("", "id").response.body, ""); }

TEST(ErrorAnswer, NamesTheErrorInBodyAndHeaders) {
  const Answer answer = AnswerTo(api::ResourceNotFoundException("User pool us-east-1_a does not exist."));
  EXPECT_EQ(answer.response.status, 400);
  EXPECT_EQ(answer.response.body, R"({"__type":"ResourceNotFoundException","message":"User pool us-east-1_a does not exist."})");
  EXPECT_EQ(answer.error_type, "ResourceNotFoundException");
  EXPECT_EQ(Header(answer, "x-amzn-ErrorType"), "ResourceNotFoundException:");
  EXPECT_EQ(Header(answer, "x-amzn-ErrorMessage"), "User pool us-east-1_a does not exist.");
  EXPECT_EQ(Header(answer, "x-amzn-RequestId"), "the-request-id");
  EXPECT_EQ(Header(answer, "Content-Type"), "application/x-amz-json-1.1");
}

TEST(ErrorAnswer, SpellsTheMessageOfTheParserWithACapital) {
  EXPECT_EQ(AnswerTo(SerializationException("Unexpected field type")).response.body,
            R"({"__type":"SerializationException","Message":"Unexpected field type"})");
}

TEST(ErrorAnswer, LeavesOutAMessageThatIsEmpty) {
  const Answer answer = AnswerTo(UnknownOperationException());
  EXPECT_EQ(answer.response.body, R"({"__type":"UnknownOperationException"})");
  EXPECT_EQ(Header(answer, "x-amzn-ErrorType"), "UnknownOperationException:");
  EXPECT_EQ(Header(answer, "x-amzn-ErrorMessage"), "(none)");
}

TEST(ErrorAnswer, Says400WhereAFirewallForbidsAsTheApiReferenceHasIt) {
  EXPECT_EQ(AnswerTo(api::ForbiddenException("no")).response.status, 400);
}

TEST(ErrorAnswer, EscapesTheMessageInTheBody) {
  const std::string message = "a \"quote\"\r\nand \x01 \xc3\xa4";
  rapidjson::Document body;
  body.Parse(AnswerTo(api::InvalidParameterException(message)).response.body.c_str());
  ASSERT_FALSE(body.HasParseError());
  EXPECT_EQ(body["message"].GetString(), message);
}

TEST(ErrorMessageHeader, CannotBeginAnotherHeader) {
  EXPECT_EQ(MessageHeader("a\r\nX-Evil: 1"), "a  X-Evil: 1");
  EXPECT_EQ(MessageHeader(std::string("a\0b\tc\x7f", 6)), "a b c?");
}

TEST(ErrorMessageHeader, IsPlainAscii) {
  const std::string header = MessageHeader("\xc3\xa4 \xf0\x9f\x90\x9f!");
  EXPECT_TRUE(std::ranges::all_of(header, [](char c) { return c >= ' ' && c <= '~'; })) << header;
  EXPECT_TRUE(header.ends_with("!")) << header;
}

TEST(ErrorMessageHeader, IsBounded) {
  const std::string message(1'000'000, 'm');
  EXPECT_LE(MessageHeader(message).size(), 1024U);
  EXPECT_GT(AnswerTo(api::InvalidParameterException(message)).response.body.size(), message.size()) << "the body says it all";
}

TEST(Fault, IsAnInternalErrorThatKeepsItsReasonToItself) {
  const Answer answer = AnswerTo(std::runtime_error("constraint failed: secret.table"));
  EXPECT_EQ(answer.response.status, 500);
  EXPECT_EQ(answer.response.body, kInternalError);
  EXPECT_EQ(Header(answer, "x-amzn-ErrorType"), "InternalErrorException:");
  EXPECT_EQ(Header(answer, "x-amzn-ErrorMessage"), "Internal server error.");
}

TEST(Fault, IsWhateverIsNoException) { EXPECT_EQ(AnswerTo(7).response.body, kInternalError); }

TEST(Fault, TakesTheNameThatTheOperationDeclares) {
  const Answer answer = AnswerTo(std::logic_error("bug"), "ListUserPoolClientSecrets");
  EXPECT_EQ(answer.response.status, 500);
  EXPECT_EQ(answer.response.body, R"({"__type":"InternalServerException","message":"Internal server error."})");
}

TEST(Fault, HasANameBeforeTheOperationHas) {
  const Answer answer = ErrorAnswer(std::make_exception_ptr(std::logic_error("bug")), nullptr, "the-request-id");
  EXPECT_EQ(answer.response.body, kInternalError);
}

}  // namespace
}  // namespace rockpool::protocol
