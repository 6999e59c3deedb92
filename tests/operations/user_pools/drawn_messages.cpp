#include "tests/operations/user_pools/drawn_pool_parts.h"

namespace rockpool::support {
namespace {

std::string DrawSms(DrawnSettings& drawn) {
  DrawnObject eums(drawn);
  eums.Set("CallerArn", DrawnArn("iam", "role/eums"));
  eums.PerhapsText("ExternalId", drawn.Words(2));
  eums.Perhaps("OriginationIdentity", DrawnArn("sms-voice", "sender-id/id"));
  eums.PerhapsText("ConfigurationSetName", "set");
  eums.PerhapsText("InEntityId", "1201160000000000000");
  eums.PerhapsText("InTemplateId", "1207160000000000000");
  eums.PerhapsText("Region", "us-east-1");
  DrawnObject sms(drawn);
  sms.Set("SnsCallerArn", DrawnArn("iam", "role/sms"));
  sms.PerhapsText("ExternalId", drawn.Words(2));
  sms.PerhapsText("SnsRegion", "us-east-1");
  sms.Perhaps("EumsSms", eums.Json());
  return sms.Json();
}

std::string DrawEmail(DrawnSettings& drawn) {
  DrawnObject email(drawn);
  if (drawn.Coin()) {
    email.SetText("EmailSendingAccount", "DEVELOPER");
    email.Set("SourceArn", DrawnArn("ses", "identity/a@example.com"));
    email.PerhapsText("From", drawn.OneOf({"a@example.com", "The Rock <a@example.com>"}));
    email.PerhapsText("ConfigurationSet", drawn.OneOf("a My_set-1"));
  } else {
    email.PerhapsText("EmailSendingAccount", "COGNITO_DEFAULT");
    email.Perhaps("SourceArn", DrawnArn("ses", "identity/a@example.com"));
  }
  email.PerhapsText("ReplyToEmailAddress", "b@example.com");
  return email.Json();
}

// What verifies an e-mail address: a code, whose text has two names, or a link.
void DrawVerificationMessages(DrawnSettings& drawn, DrawnObject& pool) {
  DrawnObject texts(drawn);
  if (drawn.Coin()) {
    texts.SetText("DefaultEmailOption", "CONFIRM_WITH_LINK");
    texts.Perhaps("EmailMessageByLink", R"("{##Click##}")");
    texts.PerhapsText("EmailSubjectByLink", drawn.Words(3));
  } else {
    texts.PerhapsText("DefaultEmailOption", "CONFIRM_WITH_CODE");
    texts.Perhaps("EmailMessage", R"("mail of the template {####}")");
    texts.PerhapsText("EmailSubject", drawn.Words(3));
    pool.Perhaps("EmailVerificationMessage", R"("mail {####}")");
    pool.PerhapsText("EmailVerificationSubject", drawn.Words(3));
  }
  texts.Perhaps("SmsMessage", R"("SMS of the template {####}")");
  pool.Perhaps("VerificationMessageTemplate", texts.Json());
  pool.Perhaps("SmsVerificationMessage", R"("SMS {####}")");
}

}  // namespace

void DrawMessages(DrawnSettings& drawn, const PoolTraits& traits, DrawnObject& pool) {
  if (traits.has_sms) {
    pool.Set("SmsConfiguration", DrawSms(drawn));
  }
  pool.Perhaps("EmailConfiguration", DrawEmail(drawn));
  DrawVerificationMessages(drawn, pool);
  pool.Perhaps("SmsAuthenticationMessage", R"("sign in with {####}")");
}

}  // namespace rockpool::support
