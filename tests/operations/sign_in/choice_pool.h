// A pool that lets its users choose what they begin with, and the calls of USER_AUTH.
#pragma once

#include <string>
#include <string_view>

#include "tests/operations/sign_in/sign_in_pool.h"

namespace rockpool::support {

// Appended to the request for a pool that allows every first factor.
inline constexpr const char* kEveryFactor =
    R"(,"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP","SMS_OTP","WEB_AUTHN"]}},)"
    R"("AutoVerifiedAttributes":["email"],"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms","ExternalId":"x"},)"
    R"("EmailConfiguration":{"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/a@example.com"})";

inline constexpr const char* kChoosing = R"("ExplicitAuthFlows":["ALLOW_USER_AUTH","ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"])";

class ChoicePool : public SignInPool {
 public:
  explicit ChoicePool(TestService& service, std::string_view of_pool = kEveryFactor, std::string_view of_client = kChoosing)
      : SignInPool(service, of_pool, of_client) {}

  // InitiateAuth; `preferred` is left out if it is empty.
  Answer Choose(const std::string& name, const std::string& preferred = "", const Pairs& more = {}) const {
    Pairs parameters = more;
    parameters["USERNAME"] = name;
    if (!preferred.empty()) {
      parameters["PREFERRED_CHALLENGE"] = preferred;
    }
    return Initiate("USER_AUTH", parameters);
  }

  // The answer to a question that was asked.
  Answer AnswerTo(const Answer& asked, const std::string& name, const Pairs& more) const {
    Pairs responses = more;
    responses["USERNAME"] = name;
    return Respond(asked.TextAt("ChallengeName"), asked.TextAt("Session"), responses);
  }

  // To SELECT_CHALLENGE.
  Answer Select(const std::string& name, const std::string& choice, const Pairs& more = {}) const {
    Pairs responses = more;
    responses["ANSWER"] = choice;
    return AnswerTo(Choose(name), name, responses);
  }

  // Somebody without a password.
  std::string AddPasswordless(const std::string& name, const Pairs& attributes) const {
    std::string list;
    for (const auto& [attribute, value] : attributes) {
      list += (list.empty() ? "" : ",") + JsonOf({{"Name", attribute}, {"Value", value}});
    }
    return TryOn("AdminCreateUser", name, R"("MessageAction":"SUPPRESS","UserAttributes":[)" + list + "]");
  }
};

// AvailableChallenges, as JSON.
inline std::string OfferedIn(const Answer& answer) { return JsonAt(answer, "AvailableChallenges"); }

}  // namespace rockpool::support
