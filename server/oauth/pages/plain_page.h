// A page without any look, for what goes wrong before it is known whose pages they are.
#pragma once

#include <string_view>

#include "server/http/message.h"

namespace rockpool::oauth {

// As plain text, so that nothing of it is anything else to a browser.
http::Response PlainPage(std::string_view heading, std::string_view text, int status);

}  // namespace rockpool::oauth
