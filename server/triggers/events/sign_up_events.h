// The triggers around a user's beginning: PreSignUp, PostConfirmation, UserMigration. Each function calls the pool's one and returns at
// once where it has none. They block: not inside a transaction, and on a waiting thread.
//
// All of triggers/events throw, in AWS's words: api::UserLambdaValidationException (the function refused), api::UnexpectedLambdaException
// (it could not be called), api::InvalidLambdaResponseException (what it answered is none).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/api/types.h"
#include "server/triggers/origin.h"

namespace rockpool::triggers {

enum class SignUpSource { kSignUp, kAdminCreateUser, kExternalProvider };

struct PreSignUpAnswer {
  bool confirms = false;        // autoConfirmUser
  bool verifies_email = false;  // autoVerifyEmail
  bool verifies_phone = false;  // autoVerifyPhone
};

// `validation_data` and `client_metadata` are null and absent in the event where there are none. Nothing is answered of kAdminCreateUser,
// whose user the function cannot confirm. What it verifies is there: an answer that verifies more is refused.
PreSignUpAnswer AskPreSignUp(const Origin& origin, SignUpSource source, const Person& person, const Metadata& validation_data,
                             const Metadata& client_metadata);

enum class ConfirmationSource { kConfirmSignUp, kConfirmForgotPassword };

// What it throws reaches the caller, but the user stays confirmed.
void TellPostConfirmation(const Origin& origin, ConfirmationSource source, const Person& person, const Metadata& client_metadata);

enum class MigrationSource { kAuthentication, kForgotPassword };

struct MigratedUser {
  std::vector<api::AttributeType> attributes;
  std::optional<api::UserStatusType> final_status;  // CONFIRMED, or RESET_REQUIRED
  bool suppresses_message = false;                  // messageAction SUPPRESS
  std::vector<api::DeliveryMediumType> media;       // desiredDeliveryMediums
  bool forces_alias = false;                        // forceAliasCreation
  bool enables_sms_mfa = false;                     // enableSMSMFA
};

// Throws api::UserNotFoundException `Exception migrating user in app client {id}`, whatever the client hides: AWS's text of a user who
// cannot be migrated (re:Post, knowledge centre, "cognito-migration-lambda-trigger-errors").
[[noreturn]] void ThrowNotMigrated(const Origin& origin);

// `name` is what the person typed. nullopt: the pool has no such function, or it knows nobody of that name (an empty response). Unlike the
// other triggers, a function that cannot be called, or answers what is no answer, is told of as ThrowNotMigrated does.
std::optional<MigratedUser> AskUserMigration(const Origin& origin, MigrationSource source, const std::string& name,
                                             const std::optional<std::string>& password, const Metadata& validation_data,
                                             const Metadata& client_metadata);

}  // namespace rockpool::triggers
