// A browser of this server's own pages, as far as a sign-in needs one: cookies, and the forms that send themselves.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/message.h"
#include "server/workbench/federated_sign_in.h"

namespace rockpool::workbench {

// One thread. What it is given outlives it.
class Browser {
 public:
  // `origin` is a request by whose host and peer this one's go out.
  Browser(const AskServer& ask, const http::Request& origin) : ask_(ask), origin_(origin) {}

  // `address` is of this server: its scheme and host are passed over.
  http::Response Get(std::string_view address) { return Send("GET", address, ""); }
  http::Response Post(std::string_view address, const http::NamedValues& form);

 private:
  http::Response Send(std::string method, std::string_view address, std::string body);

  const AskServer& ask_;
  const http::Request& origin_;
  std::map<std::string, std::string> cookies_;
};

// "/path?query" of an address with or without scheme and host.
std::string TargetOf(std::string_view address);

// A page's form with hidden fields alone, as the stand-ins' pages have it.
struct HiddenForm {
  std::string action;
  http::NamedValues fields;
};
std::optional<HiddenForm> HiddenFormIn(std::string_view html);

}  // namespace rockpool::workbench
