#include "server/pools/rules/email_rules.h"

#include <cstddef>
#include <set>
#include <string>

#include "server/api/errors.h"
#include "server/pools/arn.h"
#include "server/util/strings.h"

namespace rockpool::pools {

// Assumed: that the pool's own region is allowed beside the three that were recorded for us-east-1.
void CheckSesRegion(std::string_view member, std::string_view source_arn, std::string_view region) {
  const std::set<std::string_view> allowed = {"eu-west-1", "us-east-1", "us-west-2", region};
  if (!allowed.contains(RegionOfArn(source_arn))) {
    throw api::InvalidParameterException(
        "Invalid " + std::string(member) +
        ".SourceArn. Provided SourceArn must be in one of the following SES regions: " + util::Join(allowed, ", ") + ".");
  }
}

// Assumed: how much of an address AWS looks at.
void CheckFromAddress(std::string_view from) {
  const std::size_t at = from.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == from.size()) {
    throw api::InvalidParameterException("Provided From email address is invalid");
  }
}

void CheckSenderOfEmailMfa(const std::optional<api::EmailConfigurationType>& email) {
  if (!email || email->EmailSendingAccount != api::EmailSendingAccountType::DEVELOPER) {
    throw api::InvalidParameterException(
        "Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT. "
        "Update the value of EmailSendingAccount.");
  }
}

}  // namespace rockpool::pools
