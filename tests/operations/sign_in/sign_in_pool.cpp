#include "tests/operations/sign_in/sign_in_pool.h"

#include "server/api/json.h"
#include "server/sign_in/authenticator_code.h"
#include "storage/store.h"

namespace rockpool::support {
namespace {

constexpr const char* kAllFlows =
    R"("ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_USER_SRP_AUTH","ALLOW_ADMIN_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"])";

std::string AttributesJson(const Pairs& attributes) {
  std::string list;
  for (const auto& [name, value] : attributes) {
    list += (list.empty() ? "" : ",") + JsonOf({{"Name", name}, {"Value", value}});
  }
  return R"("UserAttributes":[)" + list + "]";
}

storage::Message NewestMessage(const TestService& service, const std::string& pool) {
  const auto messages = service.world().store.Read([&](const storage::Transaction& transaction) {
    return transaction.messages().List({pool, "", "", 0}, 1000);
  });
  return messages.empty() ? storage::Message() : messages.back();
}

}  // namespace

SignInPool::SignInPool(TestService& service, std::string_view of_pool, std::string_view of_client)
    : service_(service), pool_(service, of_pool), client_(AddClient(of_client.empty() ? std::string_view(kAllFlows) : of_client)) {}

std::string SignInPool::AddClient(std::string_view members) const {
  return Call("CreateUserPoolClient", JoinedMembers(TextMember("ClientName", "client"), members)).TextAt("UserPoolClient.ClientId");
}

void SignInPool::AddUser(const std::string& name, const Pairs& attributes) const {
  Invite(name, attributes);
  EXPECT_EQ(TryOn("AdminSetUserPassword", name, TextMember("Password", kRightPassword) + R"(,"Permanent":true)"), kOk);
}

void SignInPool::Invite(const std::string& name, const Pairs& attributes) const {
  EXPECT_EQ(TryOn("AdminCreateUser", name,
                  R"("MessageAction":"SUPPRESS",)" + TextMember("TemporaryPassword", kRightPassword) + "," + AttributesJson(attributes)),
            kOk);
}

std::string SignInPool::TryOn(std::string_view operation, const std::string& name, const std::string& members) const {
  return Try(operation, JoinedMembers(TextMember("Username", name), members));
}

Answer SignInPool::Show(const std::string& name) const { return Call("AdminGetUser", TextMember("Username", name)); }

std::string SignInPool::Members(const Pairs& pairs, std::string_view name) const {
  return TextMember("ClientId", client_) + ",\"" + std::string(name) + "\":" + JsonOf(pairs) +
         (metadata_.empty() ? "" : R"(,"ClientMetadata":)" + metadata_);
}

Answer SignInPool::Initiate(std::string_view flow, const Pairs& parameters) const {
  return service_.Call("InitiateAuth", "{" + TextMember("AuthFlow", flow) + "," + Members(parameters, "AuthParameters") + "}");
}

Answer SignInPool::AdminInitiate(std::string_view flow, const Pairs& parameters) const {
  return Call("AdminInitiateAuth", TextMember("AuthFlow", flow) + "," + Members(parameters, "AuthParameters"));
}

namespace {

std::string Challenge(std::string_view challenge, std::string_view session) {
  const std::string named = TextMember("ChallengeName", challenge);
  return session.empty() ? named : named + "," + TextMember("Session", session);
}

}  // namespace

Answer SignInPool::Respond(std::string_view challenge, std::string_view session, const Pairs& responses) const {
  return service_.Call("RespondToAuthChallenge",
                       "{" + Challenge(challenge, session) + "," + Members(responses, "ChallengeResponses") + "}");
}

Answer SignInPool::AdminRespond(std::string_view challenge, std::string_view session, const Pairs& responses) const {
  return Call("AdminRespondToAuthChallenge", Challenge(challenge, session) + "," + Members(responses, "ChallengeResponses"));
}

Answer SignInPool::ByPassword(const std::string& name, const std::string& password) const {
  return Initiate("USER_PASSWORD_AUTH", {{"USERNAME", name}, {"PASSWORD", password}});
}

Answer SignInPool::BySrp(const std::string& name, const std::string& password) const {
  Answer asked = Initiate("USER_SRP_AUTH", {{"USERNAME", name}, {"SRP_A", srp_.public_hex()}});
  return NextOf(asked) == "PASSWORD_VERIFIER" ? Prove(asked, password) : std::move(asked);
}

Pairs SignInPool::ProofOf(const Answer& asked, const std::string& password) const {
  const SrpClient::Question question{id(), asked.TextAt("ChallengeParameters.USER_ID_FOR_SRP"), asked.TextAt("ChallengeParameters.SALT"),
                                     asked.TextAt("ChallengeParameters.SECRET_BLOCK"), asked.TextAt("ChallengeParameters.SRP_B")};
  return {{"USERNAME", question.user_id},
          {"PASSWORD_CLAIM_SECRET_BLOCK", question.secret_block},
          {"TIMESTAMP", kTimestamp},
          {"PASSWORD_CLAIM_SIGNATURE", srp_.Sign(question, password, kTimestamp)}};
}

Answer SignInPool::Prove(const Answer& asked, const std::string& password, const Pairs& more) const {
  Pairs proof = ProofOf(asked, password);
  for (const auto& [name, value] : more) {
    proof[name] = value;
  }
  return Respond("PASSWORD_VERIFIER", "", proof);
}

std::string SignInPool::AccessTokenOf(const std::string& name) const { return ByPassword(name).TextAt("AuthenticationResult.AccessToken"); }

void SignInPool::AddToken(const std::string& name, const std::string& friendly_name) const {
  const std::string token = TextMember("AccessToken", AccessTokenOf(name));
  EXPECT_EQ(OutcomeOf(service_.Call("AssociateSoftwareToken", "{" + token + "}")), kOk);
  const std::string device = friendly_name.empty() ? "" : "," + TextMember("FriendlyDeviceName", friendly_name);
  EXPECT_EQ(OutcomeOf(service_.Call("VerifySoftwareToken", "{" + token + "," + TextMember("UserCode", CodeOf(name)) + device + "}")), kOk);
  service_.clock.Advance(30'000);
}

std::string SignInPool::CodeOf(const std::string& name) const {
  rapidjson::Document code;
  code.Parse(sign_in::CodeOfThisMoment(service_.world(), id(), name).c_str());
  return code["code"].GetString();
}

std::string SignInPool::SentCode() const { return NewestMessage(service_, id()).code; }
std::string SignInPool::SentTo() const { return NewestMessage(service_, id()).destination; }

std::string SignInPool::LastTraced() const {
  rapidjson::Document traced;
  traced.Parse(service_.traces->Json("", "", 0).c_str());
  const auto& calls = traced["sign_ins"];
  if (calls.Empty()) {
    return "nothing";
  }
  const auto& steps = calls[calls.Size() - 1]["steps"];
  const auto& last = steps[steps.Size() - 1];
  const std::string reason = last.HasMember("reason") ? " (" + std::string(last["reason"].GetString()) + ")" : "";
  return std::string(last["rule"].GetString()) + ": " + last["verdict"].GetString() + reason;
}

std::string NextOf(const Answer& answer) {
  if (answer.status != 200) {
    return OutcomeOf(answer);
  }
  return answer.Has("ChallengeName")                      ? answer.TextAt("ChallengeName")
         : answer.Has("AuthenticationResult.AccessToken") ? "tokens"
                                                          : "nothing";
}

std::string JsonOf(const Pairs& pairs) { return api::ToJson(pairs); }

void SetMfa(const SignInPool& pool, std::string_view mode, std::string_view factors) {
  std::string members = TextMember("MfaConfiguration", mode);
  if (factors.find("sms") != std::string_view::npos) {
    members += R"(,"SmsMfaConfiguration":{"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms","ExternalId":"x"}})";
  }
  if (factors.find("token") != std::string_view::npos) {
    members += R"(,"SoftwareTokenMfaConfiguration":{"Enabled":true})";
  }
  if (factors.find("email") != std::string_view::npos) {
    members += R"(,"EmailMfaConfiguration":{})";
  }
  EXPECT_EQ(pool.Try("SetUserPoolMfaConfig", members), kOk);
}

}  // namespace rockpool::support
