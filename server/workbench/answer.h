// What the answers of the workbench look like: JSON, or an error as the API's own are, so that every AWS SDK could read it.
#pragma once

#include <functional>
#include <string>

#include "server/http/message.h"
#include "server/util/random.h"

namespace rockpool::workbench {

// 200 with the JSON text that `work` returns, or the answer for what it throws; and a line in the log. Does not throw.
http::Response AnswerOf(const std::function<std::string()>& work, const http::Request& request, util::Random& random) noexcept;

}  // namespace rockpool::workbench
