// One browser without a screen: it sends what a person's would, and keeps cookies as that does.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/message.h"
#include "tests/oauth/support/oauth_service.h"

namespace rockpool::support {

// What came back.
struct Page {
  int status = 0;
  http::Headers headers;
  std::string body;

  // "" where the answer has no such header.
  std::string Header(std::string_view name) const;
  std::string location() const { return Header("Location"); }
  // The location up to its query or fragment, and the decoded fields of the one or the other.
  std::string LocationBase() const;
  http::NamedValues LocationQuery() const;
  http::NamedValues LocationFragment() const;
  // All Set-Cookie headers, whole.
  std::vector<std::string> SetCookies() const;
  // The one that sets the cookie; "" if none does.
  std::string SetCookie(std::string_view name) const;
  bool Shows(std::string_view text) const { return body.find(text) != std::string::npos; }
  // The value of the first hidden or other input of that name in the page's HTML, its character references read; nullopt if there is none.
  std::optional<std::string> InputValue(std::string_view name) const;
};

class Browser {
 public:
  // `origin` is what stands in the address bar before a path ("https://shop.auth.us-east-1.amazoncognito.com"): https comes by TLS.
  explicit Browser(OAuthService& service, std::string_view origin = "http://localhost:9229");

  // `target` is a path with its query, or a whole URL, to whose host the browser goes then.
  Page Get(std::string_view target);
  Page Post(std::string_view target, const http::NamedValues& form);
  Page Send(std::string_view method, std::string_view target, std::string body = "", std::string_view content_type = "");

  // Goes where the answer leads, as often as it leads to a host of the service (at most 10 times), and says what came last.
  Page Follow(Page page);

  // Signs the user in by OAuthService::kSignInPath: what comes is the end of it.
  Page SignIn(std::string_view username, const http::NamedValues& authorization);

  // Of the host where it is now; "" if there is none.
  std::string Cookie(std::string_view name) const;
  void PutCookie(std::string_view name, std::string_view value);
  void DropCookies() { cookies_.clear(); }

  // A header that it sends with every request from now on, beside its own: what a proxy or a page's script adds.
  void Say(std::string name, std::string value) { said_.Add(std::move(name), std::move(value)); }

  const std::string& origin() const { return origin_; }

 private:
  struct Kept {
    std::string value;
    bool is_secure = false;
  };

  void GoTo(std::string_view origin);
  std::string host() const;
  void Keep(const http::Response& response);

  OAuthService& service_;
  std::string origin_;
  http::Headers said_;
  std::map<std::string, std::map<std::string, Kept, std::less<>>, std::less<>> cookies_;  // by host without port
};

}  // namespace rockpool::support
