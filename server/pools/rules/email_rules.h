// Who may send a pool's e-mail. All throw api::InvalidParameterException in AWS's words.
#pragma once

#include <optional>
#include <string_view>

#include "server/api/types.h"

namespace rockpool::pools {

// `source_arn` is of an SES identity, `region` is the pool's. `member` has it, and is named in the text.
void CheckSesRegion(std::string_view member, std::string_view source_arn, std::string_view region);

// "a@b" or "Name <a@b>".
void CheckFromAddress(std::string_view from);

// E-mail as a second factor needs a sender of the pool's own.
void CheckSenderOfEmailMfa(const std::optional<api::EmailConfigurationType>& email);

}  // namespace rockpool::pools
