#include "server/workbench/browser.h"

#include <array>
#include <utility>

#include "server/http/form.h"

namespace rockpool::workbench {
namespace {

// The references that the template engine writes.
std::string Unescaped(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, char>, 6> kReferences{
      {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&nbsp;", ' '}, {"&amp;", '&'}}};
  std::string plain;
  while (!text.empty()) {
    std::size_t length = 1;
    char c = text.front();
    for (const auto& [reference, character] : kReferences) {
      if (text.starts_with(reference)) {
        length = reference.size();
        c = character;
        break;
      }
    }
    plain += c;
    text.remove_prefix(length);
  }
  return plain;
}

// What stands in the quotes of the first such attribute.
std::optional<std::string> AttributeIn(std::string_view tag, std::string_view name) {
  const std::string begin = " " + std::string(name) + "=\"";
  const auto found = tag.find(begin);
  if (found == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view rest = tag.substr(found + begin.size());
  return Unescaped(rest.substr(0, rest.find('"')));
}

}  // namespace

std::string TargetOf(std::string_view address) {
  if (const auto scheme = address.find("://"); scheme != std::string_view::npos && !address.starts_with('/')) {
    const auto path = address.find('/', scheme + 3);
    return path == std::string_view::npos ? "/" : std::string(address.substr(path));
  }
  return std::string(address);
}

std::optional<HiddenForm> HiddenFormIn(std::string_view html) {
  const auto begin = html.find("<form ");
  if (begin == std::string_view::npos) {
    return std::nullopt;
  }
  html.remove_prefix(begin);
  html = html.substr(0, html.find("</form>"));
  const auto action = AttributeIn(html.substr(0, html.find('>')), "action");
  if (!action) {
    return std::nullopt;
  }
  HiddenForm form{*action, {}};
  constexpr std::string_view kInput = "<input type=\"hidden\"";
  for (auto at = html.find(kInput); at != std::string_view::npos; at = html.find(kInput)) {
    html.remove_prefix(at + 1);
    const std::string_view tag = html.substr(0, html.find('>'));
    form.fields.Add(AttributeIn(tag, "name").value_or(""), AttributeIn(tag, "value").value_or(""));
  }
  return form;
}

http::Response Browser::Post(std::string_view address, const http::NamedValues& form) {
  return Send("POST", address, http::EncodeForm(form, http::Blanks::kPlus));
}

http::Response Browser::Send(std::string method, std::string_view address, std::string body) {
  const std::string target = TargetOf(address);
  http::Request request;
  request.method = std::move(method);
  request.path = target.substr(0, target.find_first_of("?#"));
  if (const auto query = target.find('?'); query != std::string::npos) {
    request.query = target.substr(query + 1, target.find('#') - query - 1);
  }
  request.headers.Add("Host", std::string(origin_.AskedHost()));
  if (request.method == "POST") {
    request.headers.Add("Content-Type", "application/x-www-form-urlencoded");
  }
  std::string cookies;
  for (const auto& [name, value] : cookies_) {
    cookies.append(cookies.empty() ? "" : "; ").append(name).append("=").append(value);
  }
  if (!cookies.empty()) {
    request.headers.Add("Cookie", cookies);
  }
  request.body = std::move(body);
  request.peer = origin_.peer;
  request.is_tls = origin_.is_tls;
  http::Response response = ask_(std::move(request));
  for (const auto& [name, value] : response.headers) {
    if (name == "Set-Cookie") {
      const std::string pair = value.substr(0, value.find(';'));
      cookies_.insert_or_assign(pair.substr(0, pair.find('=')), pair.substr(pair.find('=') + 1));
    }
  }
  return response;
}

}  // namespace rockpool::workbench
