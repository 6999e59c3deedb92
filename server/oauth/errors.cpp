#include "server/oauth/errors.h"

#include "server/api/json.h"

namespace rockpool::oauth {
namespace {

// A function's own, since g++ 12 sees accesses that are not there where a string of known letters is moved (GCC's bug 105651).
const std::string& DescriptionName() {
  static const std::string name = "error_description";
  return name;
}

}  // namespace

http::Response RedirectTo(std::string location) {
  http::Response response;
  response.status = 302;
  response.headers.Add("Location", std::move(location));
  return response;
}

http::Response RedirectToPage(const Exchange& exchange, std::string_view path_and_query) {
  return RedirectTo(BrowserOriginOf(exchange).append(path_and_query));
}

std::string AtRedirectUri(const RedirectError::Place& place, const http::NamedValues& fields) {
  if (place.in_fragment) {
    return place.redirect_uri + "#" + http::EncodeForm(fields, http::Blanks::kPlus);  // no redirect URI of a client has a fragment
  }
  return http::WithQuery(place.redirect_uri, fields, http::Blanks::kPlus);
}

http::Response AnswerOf(const Exchange& exchange, const PageError& error) {
  http::NamedValues fields;
  if (!error.error().empty()) {
    fields.Add("error", error.error());
  }
  for (const auto& [name, value] : error.parameters()) {
    fields.Add(name, value);
  }
  return RedirectToPage(exchange, http::WithQuery("/error", fields, error.blanks()));
}

http::Response AnswerOf(const RedirectError& error) {
  http::NamedValues fields;
  if (error.description()) {
    fields.Add(DescriptionName(), *error.description());
  }
  if (error.place().state) {
    fields.Add("state", *error.place().state);
  }
  fields.Add("error", error.error());
  return RedirectTo(AtRedirectUri(error.place(), fields));
}

http::Response AnswerOf(const JsonError& error) {
  api::JsonBuffer buffer;
  api::JsonWriter writer(buffer);
  writer.StartObject();
  api::EncodeKey(writer, "error");
  api::Encode(writer, error.error());
  if (error.description()) {
    api::EncodeKey(writer, DescriptionName());
    api::Encode(writer, *error.description());
  }
  writer.EndObject();
  http::Response response;
  response.status = error.status();
  response.headers = error.headers();
  response.headers.Add("Content-Type", "application/json;charset=UTF-8");
  response.body.assign(buffer.GetString(), buffer.GetSize());
  return response;
}

}  // namespace rockpool::oauth
