#include "server/triggers/events/sign_up_events.h"

#include <algorithm>
#include <string_view>

#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/triggers/events/call.h"
#include "server/triggers/events/fields.h"

namespace rockpool::triggers {
namespace {

std::string_view SourceOf(SignUpSource source) {
  switch (source) {
    case SignUpSource::kSignUp:
      return "PreSignUp_SignUp";
    case SignUpSource::kAdminCreateUser:
      return "PreSignUp_AdminCreateUser";
    case SignUpSource::kExternalProvider:
      return "PreSignUp_ExternalProvider";
  }
  return "";
}

std::string_view SourceOf(ConfirmationSource source) {
  return source == ConfirmationSource::kConfirmSignUp ? "PostConfirmation_ConfirmSignUp" : "PostConfirmation_ConfirmForgotPassword";
}

std::string_view SourceOf(MigrationSource source) {
  return source == MigrationSource::kAuthentication ? "UserMigration_Authentication" : "UserMigration_ForgotPassword";
}

bool HasValue(const Person& person, std::string_view name) {
  return std::ranges::any_of(person.attributes, [name](const api::AttributeType& attribute) {
    return attribute.Name == name && attribute.Value && !attribute.Value->empty();
  });
}

// Assumed: nothing can be verified that is not there.
PreSignUpAnswer ReadPreSignUp(const api::JsonValue& response, const Person& person) {
  const Fields fields(response, {"autoConfirmUser", "autoVerifyEmail", "autoVerifyPhone"});
  const PreSignUpAnswer answer{.confirms = fields.Boolean("autoConfirmUser").value_or(false),
                               .verifies_email = fields.Boolean("autoVerifyEmail").value_or(false),
                               .verifies_phone = fields.Boolean("autoVerifyPhone").value_or(false)};
  if ((answer.verifies_email && !HasValue(person, "email")) || (answer.verifies_phone && !HasValue(person, "phone_number"))) {
    RefuseAnswer();
  }
  return answer;
}

std::vector<api::AttributeType> AttributesOf(const Fields& fields) {
  std::vector<api::AttributeType> attributes;
  for (const auto& [name, value] : fields.TextsByName("userAttributes")) {
    attributes.push_back({name, value});
  }
  return attributes;
}

// Assumed: what is no status at all is refused; each other one than CONFIRMED comes to the same (the developer guide names no third).
std::optional<api::UserStatusType> FinalStatusOf(const Fields& fields) {
  using enum api::UserStatusType;
  const std::optional<std::string> word = fields.Text("finalUserStatus");
  if (!word) {
    return std::nullopt;
  }
  for (const api::UserStatusType status :
       {UNCONFIRMED, CONFIRMED, ARCHIVED, COMPROMISED, UNKNOWN, RESET_REQUIRED, FORCE_CHANGE_PASSWORD, EXTERNAL_PROVIDER}) {
    if (api::ToText(status) == *word) {
      return status == CONFIRMED ? CONFIRMED : RESET_REQUIRED;
    }
  }
  RefuseAnswer();
}

bool SuppressesMessage(const Fields& fields) {
  const std::optional<std::string> action = fields.Text("messageAction");
  if (action && *action != "SUPPRESS" && *action != "RESEND") {
    RefuseAnswer();
  }
  return action == "SUPPRESS";
}

std::vector<api::DeliveryMediumType> MediaOf(const Fields& fields) {
  std::vector<api::DeliveryMediumType> media;
  for (const std::string& medium : fields.Texts("desiredDeliveryMediums")) {
    if (medium != "SMS" && medium != "EMAIL") {
      RefuseAnswer();
    }
    media.push_back(medium == "SMS" ? api::DeliveryMediumType::SMS : api::DeliveryMediumType::EMAIL);
  }
  return media;
}

MigratedUser ReadMigratedUser(const api::JsonValue& response) {
  const Fields fields(
      response, {"userAttributes", "forceAliasCreation", "enableSMSMFA", "finalUserStatus", "messageAction", "desiredDeliveryMediums"});
  MigratedUser user{.attributes = AttributesOf(fields),
                    .final_status = FinalStatusOf(fields),
                    .suppresses_message = SuppressesMessage(fields),
                    .media = MediaOf(fields),
                    .forces_alias = fields.Boolean("forceAliasCreation").value_or(false),
                    .enables_sms_mfa = fields.Boolean("enableSMSMFA").value_or(false)};
  return user;
}

// Assumed: a response whose members are null is as empty as one without any, for the service sends them so.
bool SaysNothing(const api::JsonValue& response) {
  return response.IsObject() &&
         std::all_of(response.MemberBegin(), response.MemberEnd(), [](const auto& member) { return member.value.IsNull(); });
}

}  // namespace

PreSignUpAnswer AskPreSignUp(const Origin& origin, SignUpSource source, const Person& person, const Metadata& validation_data,
                             const Metadata& client_metadata) {
  const auto function = FunctionOf(origin.pool, Trigger::kPreSignUp);
  if (!function) {
    return {};
  }
  api::JsonObject request;
  AddAttributes(request, person);
  AddValidationData(request, validation_data);
  AddClientMetadata(request, client_metadata);
  PreSignUpAnswer answer;
  Call(origin, *function,
       {.trigger = Trigger::kPreSignUp,
        .source = SourceOf(source),
        .username = person.username,
        .request = request.Text(),
        .response = R"({"autoConfirmUser":false,"autoVerifyEmail":false,"autoVerifyPhone":false})",
        .identity = person.identity},
       [&](const api::JsonValue& response) { answer = ReadPreSignUp(response, person); });
  // What an administrator makes is confirmed by nobody else (the developer guide).
  return source == SignUpSource::kAdminCreateUser ? PreSignUpAnswer{} : answer;
}

void TellPostConfirmation(const Origin& origin, ConfirmationSource source, const Person& person, const Metadata& client_metadata) {
  const auto function = FunctionOf(origin.pool, Trigger::kPostConfirmation);
  if (!function) {
    return;
  }
  api::JsonObject request;
  AddAttributes(request, person);
  AddClientMetadata(request, client_metadata);
  Call(origin, *function,
       {.trigger = Trigger::kPostConfirmation,
        .source = SourceOf(source),
        .username = person.username,
        .request = request.Text(),
        .response = "{}"},
       ReadNothing);
}

void ThrowNotMigrated(const Origin& origin) {
  throw api::UserNotFoundException("Exception migrating user in app client " + origin.client_id);
}

std::optional<MigratedUser> AskUserMigration(const Origin& origin, MigrationSource source, const std::string& name,
                                             const std::optional<std::string>& password, const Metadata& validation_data,
                                             const Metadata& client_metadata) {
  const auto function = FunctionOf(origin.pool, Trigger::kUserMigration);
  if (!function) {
    return std::nullopt;
  }
  api::JsonObject request;
  if (password) {
    request.Add("password", *password);
  }
  AddValidationData(request, validation_data);
  request.AddJson("userAttributes", "null");  // is there although nobody is (recorded in public logs of functions)
  AddClientMetadata(request, client_metadata);
  std::optional<MigratedUser> user;
  try {
    Call(origin, *function,
         {.trigger = Trigger::kUserMigration,
          .source = SourceOf(source),
          .username = name,
          .request = request.Text(),
          .response = R"({"userAttributes":null,"forceAliasCreation":null,"enableSMSMFA":null,"finalUserStatus":null,)"
                      R"("messageAction":null,"desiredDeliveryMediums":null})"},
         [&user](const api::JsonValue& response) {
           MigratedUser read = ReadMigratedUser(response);
           if (!SaysNothing(response)) {
             user = std::move(read);
           }
         });
  } catch (const api::UnexpectedLambdaException&) {
    ThrowNotMigrated(origin);
  } catch (const api::InvalidLambdaResponseException&) {
    ThrowNotMigrated(origin);
  }
  return user;
}

}  // namespace rockpool::triggers
