// Who may send a pool's e-mail. All throw api::InvalidParameterException in AWS's words unless they say otherwise.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/api/types.h"
#include "server/world/caller.h"

namespace rockpool::pools {

// A sender of the account's own and its address: a region of SES, an address, an identity of the caller's. `member` has them, and is named
// in the text. Throws api::NotAuthorizedException, too. "a@b" and "Name <a@b>" are addresses.
void CheckSender(const world::Caller& caller, std::string_view member, std::string_view source_arn, const std::optional<std::string>& from);

// What the members ask of each other.
void CheckEmailConfiguration(const world::Caller& caller, const api::EmailConfigurationType& email);

// E-mail as a second factor needs a sender of the pool's own, and a way to recover accounts beside e-mail. An absent setting is the
// default.
void CheckSenderOfEmailMfa(const std::optional<api::EmailConfigurationType>& email);
void CheckRecoveryBesideEmailMfa(const std::optional<api::AccountRecoverySettingType>& recovery);

}  // namespace rockpool::pools
