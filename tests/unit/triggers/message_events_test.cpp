#include "server/triggers/events/message_events.h"

#include <gtest/gtest.h>

#include <array>

#include "tests/unit/triggers/asked_pool.h"

namespace rockpool::triggers {
namespace {

using support::RefusalOf;
using Medium = api::DeliveryMediumType;

constexpr const char* kNoTexts = R"("response":{"smsMessage":null,"emailMessage":null,"emailSubject":null})";
constexpr const char* kDeveloper = R"(,"EmailConfiguration":{"EmailSendingAccount":"DEVELOPER"})";

// What the texts of a message are refused with, in a pool that sends its own e-mails.
std::string RefusalOfTexts(Medium medium, const std::string& response, std::string_view source = "CustomMessage_SignUp",
                           const std::string& more = kDeveloper) {
  AskedPool asked(AllFunctions() + more);
  asked.Answers(response);
  return RefusalOf([&] { AskCustomMessage(asked.FromClient(), source, medium, Ada(asked), std::nullopt); });
}

Medium MediumOf(std::string_view name) { return name == "smsMessage" ? Medium::SMS : Medium::EMAIL; }

std::string Text(std::string_view name, const std::string& text) { return std::string("{\"").append(name).append("\":\"") + text + "\"}"; }

TEST(CustomMessage, IsToldThePlacesOfCodeAndLink) {
  for (const char* source : {"CustomMessage_SignUp", "CustomMessage_ResendCode", "CustomMessage_ForgotPassword",
                             "CustomMessage_UpdateUserAttribute", "CustomMessage_VerifyUserAttribute", "CustomMessage_Authentication"}) {
    AskedPool asked;
    AskCustomMessage(asked.FromClient(), source, Medium::EMAIL, Ada(asked), std::nullopt);
    EXPECT_EQ(asked.Event(),
              Envelope(source, "ada",
                       std::string("\"request\":{") + kAda +
                           R"(,"codeParameter":"{####}","linkParameter":"{##Click Here##}","usernameParameter":null},)" + kNoTexts));
  }
}

TEST(CustomMessage, OfAnInvitationIsToldThePlaceOfTheNameToo) {
  AskedPool asked;
  AskCustomMessage(asked.FromClient(), "CustomMessage_AdminCreateUser", Medium::SMS, Ada(asked), kTenant);
  EXPECT_EQ(asked.Event(), Envelope("CustomMessage_AdminCreateUser", "ada",
                                    std::string("\"request\":{") + kAda +
                                        R"(,"codeParameter":"{####}","linkParameter":"{##Click Here##}","usernameParameter":"{username}",)"
                                        R"("clientMetadata":{"tenant":"blue"}},)" +
                                        kNoTexts));
}

TEST(CustomMessage, TakesThePlaceOfTheTemplates) {
  AskedPool asked(AllFunctions() + kDeveloper);
  asked.Answers(R"({"smsMessage":"s {####}","emailMessage":"e {####}","emailSubject":"j"})");
  EXPECT_EQ(AskCustomMessage(asked.FromClient(), "CustomMessage_SignUp", Medium::EMAIL, Ada(asked), std::nullopt),
            (CustomTexts{"s {####}", "e {####}", "j"}));
}

TEST(CustomMessage, LeavesTheTemplatesWhereItSaysNothing) {
  AskedPool asked;
  for (const char* response : {"{}", R"({"smsMessage":null,"emailMessage":null,"emailSubject":null})"}) {
    asked.Answers(response);
    EXPECT_EQ(AskCustomMessage(asked.FromClient(), "CustomMessage_SignUp", Medium::EMAIL, Ada(asked), std::nullopt), CustomTexts{})
        << response;
  }
}

TEST(CustomMessage, NeedsThePlaceOfTheCode) {
  for (const char* name : {"smsMessage", "emailMessage"}) {
    EXPECT_EQ(RefusalOfTexts(MediumOf(name), Text(name, "Hello {###}")), kUnrecognizable);
    EXPECT_EQ(RefusalOfTexts(MediumOf(name), Text(name, "")), kUnrecognizable);
    EXPECT_EQ(RefusalOfTexts(MediumOf(name), Text(name, "{####}")), kAccepted);
  }
}

TEST(CustomMessage, OfAnInvitationNeedsThePlaceOfTheNameToo) {
  constexpr std::string_view kInvitation = "CustomMessage_AdminCreateUser";
  for (const char* name : {"smsMessage", "emailMessage"}) {
    EXPECT_EQ(RefusalOfTexts(MediumOf(name), Text(name, "Hello {####}"), kInvitation), kUnrecognizable);
    EXPECT_EQ(RefusalOfTexts(MediumOf(name), Text(name, "Hello {username}"), kInvitation), kUnrecognizable);
    EXPECT_EQ(RefusalOfTexts(MediumOf(name), Text(name, "Hello {username} {####}"), kInvitation), kAccepted);
  }
}

TEST(CustomMessage, NeedsThePlaceOfTheLinkWhereThePoolSendsLinks) {
  const std::string links = std::string(kDeveloper) + R"(,"VerificationMessageTemplate":{"DefaultEmailOption":"CONFIRM_WITH_LINK"})";
  const std::string email = Text("emailMessage", "Click {##Here##}");
  EXPECT_EQ(RefusalOfTexts(Medium::EMAIL, email, "CustomMessage_SignUp", links), kAccepted);
  EXPECT_EQ(RefusalOfTexts(Medium::EMAIL, email), kUnrecognizable);
  EXPECT_EQ(RefusalOfTexts(Medium::SMS, Text("smsMessage", "Click {##Here##}"), "CustomMessage_SignUp", links), kUnrecognizable);
  EXPECT_EQ(RefusalOfTexts(Medium::EMAIL, Text("emailMessage", "Click {##Here}"), "CustomMessage_SignUp", links), kUnrecognizable);
}

struct Limit {
  const char* name;
  std::size_t most;
  const char* place;
};

TEST(CustomMessage, IsAsShortAsATemplateInUtf16) {
  for (const Limit& limit :
       std::array<Limit, 3>{{{"smsMessage", 140, "{####}"}, {"emailMessage", 20'000, "{####}"}, {"emailSubject", 140, ""}}}) {
    std::string text = limit.place;
    while (text.size() < limit.most) {
      text += 'a';
    }
    EXPECT_EQ(RefusalOfTexts(MediumOf(limit.name), Text(limit.name, text)), kAccepted) << limit.name;
    EXPECT_EQ(RefusalOfTexts(MediumOf(limit.name), Text(limit.name, text + "a")), kUnrecognizable) << limit.name;
    text.replace(text.size() - 2, 2, "\U0001F600");  // two units
    EXPECT_EQ(RefusalOfTexts(MediumOf(limit.name), Text(limit.name, text)), kAccepted) << limit.name;
    EXPECT_EQ(RefusalOfTexts(MediumOf(limit.name), Text(limit.name, text + "\u00fc")), kUnrecognizable) << limit.name;
  }
}

TEST(CustomMessage, HasEmailsOnlyWhereThePoolSendsThemItself) {
  for (const char* more : {"", R"(,"EmailConfiguration":{"EmailSendingAccount":"COGNITO_DEFAULT"})"}) {
    EXPECT_EQ(RefusalOfTexts(Medium::EMAIL, Text("emailMessage", "{####}"), "CustomMessage_SignUp", more), kUnrecognizable);
    EXPECT_EQ(RefusalOfTexts(Medium::EMAIL, Text("emailSubject", "Hello"), "CustomMessage_SignUp", more), kUnrecognizable);
    EXPECT_EQ(RefusalOfTexts(Medium::SMS, Text("smsMessage", "{####}"), "CustomMessage_SignUp", more), kAccepted);
    EXPECT_EQ(RefusalOfTexts(Medium::SMS, Text("emailMessage", "{####}"), "CustomMessage_SignUp", more), kUnrecognizable);
  }
}

TEST(CustomMessage, IsHeldToNothingInTheTextsThatAreNotSent) {
  const std::string no_place = Text("emailMessage", "Hello");
  EXPECT_EQ(RefusalOfTexts(Medium::SMS, no_place), kAccepted);
  EXPECT_EQ(RefusalOfTexts(Medium::SMS, no_place, "CustomMessage_AdminCreateUser"), kAccepted);
  EXPECT_EQ(RefusalOfTexts(Medium::SMS, Text("emailMessage", std::string(20'001, 'x'))), kAccepted);
  EXPECT_EQ(RefusalOfTexts(Medium::SMS, Text("emailSubject", std::string(141, 'x'))), kAccepted);
  EXPECT_EQ(RefusalOfTexts(Medium::EMAIL, Text("smsMessage", "Hello")), kAccepted);
  EXPECT_EQ(RefusalOfTexts(Medium::EMAIL, Text("smsMessage", std::string(141, 'x'))), kAccepted);
}

TEST(CustomMessage, RefusesAnswersOfAnotherShape) {
  for (const char* response : {R"({"smsMessage":1})", R"({"emailSubject":[]})", R"({"message":"{####}"})", "null"}) {
    EXPECT_EQ(RefusalOfTexts(Medium::EMAIL, response), kUnrecognizable) << response;
  }
}

TEST(CustomSender, IsToldTheCodeAndNothingIsToBeAnswered) {
  AskedPool asked;
  EXPECT_EQ(SenderEvent(asked.FromClient(), Sender::kEmail, "SignUp", Ada(asked), "AYAD=", std::nullopt),
            EnvelopeWithSourceInFront(
                "1", "CustomEmailSender_SignUp", "ada",
                std::string(R"("request":{"type":"customEmailSenderRequestV1","code":"AYAD=","clientMetadata":null,)") + kAda + "}"));
  EXPECT_EQ(
      SenderEvent(asked.FromClient(), Sender::kSms, "Authentication", Ada(asked), "AYAD=", kTenant),
      EnvelopeWithSourceInFront(
          "1", "CustomSMSSender_Authentication", "ada",
          std::string(R"("request":{"type":"customSMSSenderRequestV1","code":"AYAD=","clientMetadata":{"tenant":"blue"},)") + kAda + "}"));
  EXPECT_TRUE(asked.invocations().empty());
}

TEST(CustomSender, OfANoticeHasNoCode) {
  AskedPool asked;
  EXPECT_EQ(SenderEvent(asked.FromClient(), Sender::kEmail, "AccountTakeOverNotification", Submitted("ada", {{"IP_ADDRESS", "192.0.2.1"}}),
                        "", std::nullopt),
            EnvelopeWithSourceInFront("1", "CustomEmailSender_AccountTakeOverNotification", "ada",
                                      R"("request":{"type":"customEmailSenderRequestV1","code":null,"clientMetadata":null,)"
                                      R"("userAttributes":{"IP_ADDRESS":"192.0.2.1"}})"));
}

}  // namespace
}  // namespace rockpool::triggers
