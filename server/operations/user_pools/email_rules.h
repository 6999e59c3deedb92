// Who may send a pool's e-mail. Both throw api::InvalidParameterException in AWS's words.
#pragma once

#include <string_view>

namespace rockpool::operations {

// `source_arn` is of an SES identity, `region` is the pool's.
void CheckSesRegion(std::string_view source_arn, std::string_view region);

// "a@b" or "Name <a@b>".
void CheckFromAddress(std::string_view from);

}  // namespace rockpool::operations
