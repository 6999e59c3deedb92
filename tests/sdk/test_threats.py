"""Threat protection with boto3: risks that a test chooses, what follows from them, notices, events and feedback."""

import html
import http.client
import re
import urllib.parse

import newest
import srp_flow
import support
import workbench
from newest import NEXT_PASSWORD, PASSWORD, attributes, claims

BLOCKED = ("NotAuthorizedException", "Unable to login because of security reasons.")
WRONG_PASSWORD = ("NotAuthorizedException", "Incorrect username or password.")
KNOWN_PASSWORD = ("InvalidPasswordException", "Provided password cannot be used for security reasons.")
SOURCE = "arn:aws:ses:us-east-1:000000000000:identity/rock@example.com"
LEVELS = {"LowAction": "LOW", "MediumAction": "MEDIUM", "HighAction": "HIGH"}
EMAIL = "ada@example.com"


def setUpModule():
    support.start_module_server()


def risk(method, body=None):
    status, answer = workbench.call(support.endpoint(), method, "/_rockpool/risk", body)
    assert status == 200, answer
    return answer


class ThreatTestCase(newest.NewestTestCase):
    mode = "ENFORCED"

    def setUp(self):
        super().setUp()
        self.make_protected_pool()

    def make_protected_pool(self):
        self.make_pool(UserPoolTier="PLUS", UserPoolAddOns={"AdvancedSecurityMode": self.mode}, AutoVerifiedAttributes=["email"],
                       mfa={"MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": True}})
        self.add_user("ada", email=EMAIL, email_verified="true")

    def act(self, notify=None, notices=None, **actions):
        """`actions`: the EventAction of LowAction, MediumAction and HighAction."""
        takeover = {"Actions": {name: {"Notify": bool(notify), "EventAction": action} for name, action in actions.items()}}
        if notices:
            takeover["NotifyConfiguration"] = {"SourceArn": SOURCE, "From": "rock@example.com", **notices}
        self.cognito.set_risk_configuration(UserPoolId=self.pool_id, AccountTakeoverRiskConfiguration=takeover)

    def next_is(self, level, name="ada", times=1, **members):
        risk("PUT", {"UserPoolId": self.pool_id, "Username": name, "level": level, "times": times, **members})

    def sign_in(self, password=PASSWORD, name="ada"):
        return self.begin(name, PREFERRED_CHALLENGE="PASSWORD", PASSWORD=password)

    def refuse_sign_in(self, exception, message, password=PASSWORD):
        self.refuse_begin(exception, message, PREFERRED_CHALLENGE="PASSWORD", PASSWORD=password)

    def events(self, name="ada", **members):
        return self.cognito.admin_list_user_auth_events(UserPoolId=self.pool_id, Username=name, **members)["AuthEvents"]


class Actions(ThreatTestCase):
    def test_each_level_has_its_own(self):
        self.act(LowAction="NO_ACTION", MediumAction="NO_ACTION", HighAction="BLOCK")
        for level in ("LOW", "MEDIUM"):
            self.next_is(level)
            self.assertIn("AuthenticationResult", self.sign_in())
            event = self.events()[0]
            self.assertEqual((event["EventResponse"], event["EventRisk"]), (
                "Pass", {"RiskDecision": "AccountTakeover", "RiskLevel": level.capitalize(), "CompromisedCredentialsDetected": False}))
        self.next_is("HIGH")
        self.refuse_sign_in(*BLOCKED)
        event = self.events()[0]
        self.assertEqual((event["EventResponse"], event["EventRisk"]["RiskDecision"], event["EventRisk"]["RiskLevel"]),
                         ("Fail", "Block", "High"))
        self.assertIn("AuthenticationResult", self.sign_in())

    def test_a_blocked_sign_in_does_not_tell_whether_the_password_was_right(self):
        self.act(HighAction="BLOCK")
        self.next_is("HIGH", times=2)
        self.refuse_sign_in(*BLOCKED, password="wr0ng-Horse")
        self.refuse_sign_in(*BLOCKED)

    def test_a_second_factor_is_asked_for_of_who_has_one(self):
        self.act(MediumAction="MFA_IF_CONFIGURED", HighAction="MFA_REQUIRED")
        self.next_is("MEDIUM")
        self.assertIn("AuthenticationResult", self.sign_in())
        self.next_is("HIGH")
        self.refuse_sign_in(*BLOCKED)
        token = self.sign_in()["AuthenticationResult"]["AccessToken"]
        secret = self.cognito.associate_software_token(AccessToken=token)["SecretCode"]
        self.cognito.verify_software_token(AccessToken=token, UserCode=srp_flow.authenticator_code(secret))
        self.cognito.set_user_mfa_preference(AccessToken=token, SoftwareTokenMfaSettings={"Enabled": True})
        for level in ("MEDIUM", "HIGH"):
            self.next_is(level)
            self.assertEqual(self.sign_in()["ChallengeName"], "SOFTWARE_TOKEN_MFA", level)

    def test_without_an_action_a_risk_is_recorded_alone(self):
        self.next_is("HIGH")
        self.assertIn("AuthenticationResult", self.sign_in())
        self.assertEqual(self.events()[0]["EventRisk"]["RiskLevel"], "High")

    def test_rules_are_shown_and_used_up(self):
        self.next_is("LOW", times=2)
        mine = [one for one in risk("GET")["rules"] if one["UserPoolId"] == self.pool_id]
        self.assertEqual([(one["Username"], one["level"], one["times"]) for one in mine], [("ada", "LOW", 2)])
        self.sign_in()
        self.sign_in()
        self.sign_in()
        self.assertEqual([one for one in risk("GET")["rules"] if one.get("UserPoolId") == self.pool_id], [])
        self.assertEqual([event["EventRisk"]["RiskDecision"] for event in self.events()],
                         ["NoRisk", "AccountTakeover", "AccountTakeover"])

    def test_a_rule_that_makes_no_sense_is_refused(self):
        for rule in ({"UserPoolId": self.pool_id, "Username": "ada", "level": "EXTREME"},
                     {"UserPoolId": self.pool_id, "Username": "ada"}, {"level": "HIGH"}):
            status, answer = workbench.call(support.endpoint(), "PUT", "/_rockpool/risk", rule)
            self.assertEqual((status, answer["__type"].rpartition("#")[2]), (400, "InvalidParameterException"), rule)

    def test_an_address_has_a_risk_whoever_comes_from_it(self):
        self.act(HighAction="BLOCK")
        context = {"IpAddress": "198.51.100.7", "ServerName": "app.example", "ServerPath": "/", "HttpHeaders": []}
        risk("PUT", {"UserPoolId": self.pool_id, "ipAddress": context["IpAddress"], "level": "HIGH", "times": 1})
        self.assertIn("AuthenticationResult", self.sign_in())
        request = {"UserPoolId": self.pool_id, "ClientId": self.client_id, "AuthFlow": "USER_AUTH", "ContextData": context,
                   "AuthParameters": {"USERNAME": "ada", "PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": PASSWORD}}
        self.assert_refused(*BLOCKED, "admin_initiate_auth", **request)
        self.assertEqual(self.events()[0]["EventContextData"]["IpAddress"], context["IpAddress"])
        self.assertIn("AuthenticationResult", self.cognito.admin_initiate_auth(**request))

    def test_ranges_are_blocked_or_skipped(self):
        self.cognito.set_risk_configuration(UserPoolId=self.pool_id, RiskExceptionConfiguration={"BlockedIPRangeList": ["127.0.0.0/8"]})
        self.refuse_sign_in("NotAuthorizedException", "Request not allowed due to security reasons.")
        self.cognito.set_risk_configuration(
            UserPoolId=self.pool_id, RiskExceptionConfiguration={"SkippedIPRangeList": ["127.0.0.0/8"]},
            AccountTakeoverRiskConfiguration={"Actions": {"HighAction": {"Notify": False, "EventAction": "BLOCK"}}})
        self.next_is("HIGH")
        self.assertIn("AuthenticationResult", self.sign_in())


class AuditMode(ThreatTestCase):
    mode = "AUDIT"

    def test_records_and_does_nothing(self):
        self.act(notify=True, notices={"BlockEmail": {"Subject": "Blocked", "TextBody": "Blocked"}}, HighAction="BLOCK")
        self.next_is("HIGH")
        self.assertIn("AuthenticationResult", self.sign_in())
        event = self.events()[0]
        self.assertEqual((event["EventResponse"], event["EventRisk"]["RiskLevel"]), ("Pass", "High"))
        self.assertEqual(self.outbox.all_new(), [])

    def test_blocks_no_address(self):
        self.cognito.set_risk_configuration(UserPoolId=self.pool_id, RiskExceptionConfiguration={"BlockedIPRangeList": ["127.0.0.0/8"]})
        self.assertIn("AuthenticationResult", self.sign_in())


class KnownPasswords(ThreatTestCase):
    def block(self, *events):
        self.cognito.set_risk_configuration(UserPoolId=self.pool_id, CompromisedCredentialsRiskConfiguration={
            "EventFilter": list(events), "Actions": {"EventAction": "BLOCK"}})

    def test_are_not_taken_at_sign_up_nor_by_a_change(self):
        known = "Kn0wn-to-" + self.pool_id[-9:]
        risk("PUT", {"compromisedPasswords": [known]})
        self.block("SIGN_UP", "PASSWORD_CHANGE")
        self.assert_refused(*KNOWN_PASSWORD, "sign_up", ClientId=self.client_id, Username="bob", Password=known)
        token = self.sign_in()["AuthenticationResult"]["AccessToken"]
        self.assert_refused(*KNOWN_PASSWORD, "change_password", AccessToken=token, PreviousPassword=PASSWORD, ProposedPassword=known)
        self.cognito.change_password(AccessToken=token, PreviousPassword=PASSWORD, ProposedPassword=NEXT_PASSWORD)
        self.cognito.forgot_password(ClientId=self.client_id, Username="ada")
        code = self.outbox.code()
        self.assert_refused(*KNOWN_PASSWORD, "confirm_forgot_password", ClientId=self.client_id, Username="ada",
                            ConfirmationCode=code, Password=known)

    def test_sign_nobody_in_where_the_pool_blocks_them_there(self):
        known = "Kn0wn-to-" + self.pool_id[-9:]
        self.cognito.admin_set_user_password(UserPoolId=self.pool_id, Username="ada", Password=known, Permanent=True)
        risk("PUT", {"compromisedPasswords": [known]})
        self.block("SIGN_UP")
        self.assertIn("AuthenticationResult", self.sign_in(known))
        self.block("SIGN_IN")
        self.refuse_sign_in(*BLOCKED, password=known)
        event = self.events()[0]
        self.assertEqual((event["EventResponse"], event["EventRisk"]["CompromisedCredentialsDetected"]), ("Fail", True))

    def test_a_rule_can_say_so_of_any_password(self):
        self.block("SIGN_IN")
        risk("PUT", {"UserPoolId": self.pool_id, "Username": "ada", "compromised": True, "times": 1})
        self.refuse_sign_in(*BLOCKED)
        self.assertTrue(self.events()[0]["EventRisk"]["CompromisedCredentialsDetected"])


class Notices(ThreatTestCase):
    def notice(self, action, level="HighAction", part="TextBody"):
        body = " {username} {ip-address} {event-id} {feedback-token} <{one-click-link-valid}> <{one-click-link-invalid}>"
        templates = {name: {"Subject": name, part: name + body} for name in ("BlockEmail", "NoActionEmail", "MfaEmail")}
        self.cognito.create_user_pool_domain(UserPoolId=self.pool_id, Domain="rock-" + self.pool_id[-9:].lower())
        self.act(notify=True, notices=templates, **{level: action})
        self.next_is(LEVELS[level])
        if action == "BLOCK":
            self.refuse_sign_in(*BLOCKED)
        else:
            self.sign_in()
        return self.outbox.next()

    def test_a_block_is_told_with_what_the_template_asks_for(self):
        notice = self.notice("BLOCK")
        self.assertEqual((notice["purpose"], notice["destination"], notice["subject"]),
                         ("AccountTakeOverNotification", EMAIL, "BlockEmail"))
        words = notice["body"].split()
        self.assertEqual(words[:4], ["BlockEmail", "ada", "127.0.0.1", self.events()[0]["EventId"]])

    def test_what_was_let_in_is_told(self):
        self.assertEqual(self.notice("NO_ACTION", "LowAction")["subject"], "NoActionEmail")

    def test_the_token_of_a_notice_is_good_for_feedback_on_its_event_alone(self):
        _, name, _, event, token, *_ = self.notice("BLOCK")["body"].split()
        feedback = {"UserPoolId": self.pool_id, "Username": name, "FeedbackToken": token, "FeedbackValue": "Invalid"}
        self.sign_in()
        self.assert_refused("NotAuthorizedException", None, "update_auth_event_feedback", EventId=self.events()[0]["EventId"], **feedback)
        self.assert_refused("NotAuthorizedException", None, "update_auth_event_feedback", EventId=event,
                            **{**feedback, "FeedbackToken": token[:-2] + ("AA" if token[-2:] != "AA" else "BB")})
        self.cognito.update_auth_event_feedback(EventId=event, **feedback)
        kept = next(one["EventFeedback"] for one in self.events() if one["EventId"] == event)
        self.assertEqual((kept["FeedbackValue"], kept["Provider"]), ("Invalid", "User"))

    def click(self, link):
        """As a browser that finds the pool's domain here."""
        here, to = urllib.parse.urlsplit(support.endpoint()), urllib.parse.urlsplit(link)
        connection = http.client.HTTPConnection(here.hostname, here.port, timeout=workbench.LIMIT_SECONDS)
        self.addCleanup(connection.close)
        connection.request("GET", f"{to.path}?{to.query}", headers={"Host": to.netloc})
        page = connection.getresponse()
        self.assertEqual((page.status, page.getheader("Location")), (200, None))
        page.read()

    def test_one_click_keeps_what_the_user_says(self):
        for part, read in (("HtmlBody", html.unescape), ("TextBody", str)):
            with self.subTest(part):
                self.make_protected_pool()
                notice = self.notice("BLOCK", part=part)
                event = self.events()[0]["EventId"]
                links = [read(link) for link in re.findall("<(http[^>]*)>", notice["body"])]
                self.assertEqual(len(links), 2)
                for link, value in zip(links, ("Valid", "Invalid")):
                    self.click(link)
                    kept = next(one for one in self.events() if one["EventId"] == event)["EventFeedback"]
                    self.assertEqual((kept["FeedbackValue"], kept["Provider"]), (value, "User"))

    def test_a_name_cannot_write_into_a_page_and_is_as_it_is_in_text(self):
        name = "<b>&"
        self.add_user(name, email="eve@example.com", email_verified="true")
        for part, shown in (("HtmlBody", "&lt;b&gt;&amp;"), ("TextBody", name)):
            with self.subTest(part):
                self.act(notify=True, HighAction="BLOCK", notices={"BlockEmail": {"Subject": "S", part: "to {username}"}})
                self.next_is("HIGH", name)
                self.refuse_begin(*BLOCKED, name=name, PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD)
                self.assertEqual(self.outbox.next()["body"], "to " + shown)


class Events(ThreatTestCase):
    def test_one_has_the_members_of_the_api_and_the_id_of_its_tokens(self):
        tokens = self.sign_in()["AuthenticationResult"]
        (event,) = self.events()
        self.assertEqual(event["EventId"], claims(tokens["AccessToken"])["event_id"])
        self.assertEqual((event["EventType"], event["EventResponse"], event["EventRisk"], event["ChallengeResponses"]), (
            "SignIn", "Pass", {"RiskDecision": "NoRisk", "CompromisedCredentialsDetected": False},
            [{"ChallengeName": "Password", "ChallengeResponse": "Success"}]))
        context = event["EventContextData"]
        self.assertEqual((context["IpAddress"], context["City"]), ("127.0.0.1", "null"))
        self.assertIn("DeviceName", context)

    def test_a_wrong_password_fails_and_a_challenge_is_in_progress(self):
        self.refuse_sign_in(*WRONG_PASSWORD, password="wr0ng-Horse")
        event = self.events()[0]
        self.assertEqual((event["EventResponse"], event["ChallengeResponses"]),
                         ("Fail", [{"ChallengeName": "Password", "ChallengeResponse": "Failure"}]))
        secret = self.add_authenticator(self.sign_in()["AuthenticationResult"]["AccessToken"])
        begun = self.sign_in()
        self.assertEqual(self.events()[0]["EventResponse"], "InProgress")
        event_id = self.events()[0]["EventId"]
        done = self.answer(begun, SOFTWARE_TOKEN_MFA_CODE=srp_flow.authenticator_code(secret, 1))
        event = self.events()[0]
        self.assertEqual((event["EventId"], event["EventResponse"]), (event_id, "Pass"))
        self.assertEqual(event["ChallengeResponses"], [{"ChallengeName": "Password", "ChallengeResponse": "Success"},
                                                       {"ChallengeName": "Mfa", "ChallengeResponse": "Success"}])
        self.assertEqual(claims(done["AuthenticationResult"]["IdToken"])["event_id"], event_id)

    def test_all_kinds_are_recorded(self):
        self.cognito.sign_up(ClientId=self.client_id, Username="bob", Password=PASSWORD, UserAttributes=attributes(email="bob@example.com"))
        self.outbox.all_new(wait=10)
        self.assertEqual([(one["EventType"], one["EventResponse"]) for one in self.events("bob")], [("SignUp", "InProgress")])
        self.cognito.resend_confirmation_code(ClientId=self.client_id, Username="bob")
        self.cognito.confirm_sign_up(ClientId=self.client_id, Username="bob", ConfirmationCode=self.outbox.code())
        self.cognito.forgot_password(ClientId=self.client_id, Username="bob")
        token = self.sign_in(name="bob")["AuthenticationResult"]["AccessToken"]
        self.cognito.change_password(AccessToken=token, PreviousPassword=PASSWORD, ProposedPassword=NEXT_PASSWORD)
        self.assertEqual([one["EventType"] for one in self.events("bob")][:5],
                         ["PasswordChange", "SignIn", "ForgotPassword", "ResendCode", "SignUp"])

    def test_pages_go_from_the_newest_to_the_first(self):
        made = [claims(self.sign_in()["AuthenticationResult"]["AccessToken"])["event_id"] for _ in range(5)]
        found, token, sizes = [], {}, []
        while True:
            page = self.cognito.admin_list_user_auth_events(UserPoolId=self.pool_id, Username="ada", MaxResults=2, **token)
            found += [event["EventId"] for event in page["AuthEvents"]]
            sizes.append(len(page["AuthEvents"]))
            if "NextToken" not in page:
                break
            self.assertRegex(page["NextToken"], "^[0-9a-f-]{36}#[0-9T:.-]+Z$")
            token = {"NextToken": page["NextToken"]}
        self.assertEqual((found, sizes), (made[::-1], [2, 2, 1]))
        self.assertEqual(len(self.events(MaxResults=0)), 5)
        paginator = self.cognito.get_paginator("admin_list_user_auth_events")
        pages = paginator.paginate(UserPoolId=self.pool_id, Username="ada", PaginationConfig={"PageSize": 3})
        self.assertEqual([event["EventId"] for page in pages for event in page["AuthEvents"]], made[::-1])
        self.assert_refused("InvalidParameterException", "Invalid NextToken given.", "admin_list_user_auth_events",
                            UserPoolId=self.pool_id, Username="ada", NextToken="garbage")

    def test_an_administrator_says_what_he_thinks_of_one(self):
        self.sign_in()
        event = self.events()[0]["EventId"]
        feedback = {"UserPoolId": self.pool_id, "Username": "ada", "FeedbackValue": "Valid"}
        self.cognito.admin_update_auth_event_feedback(EventId=event, **feedback)
        kept = self.events()[0]["EventFeedback"]
        self.assertEqual((kept["FeedbackValue"], kept["Provider"]), ("Valid", "Admin"))
        self.assert_refused("ResourceNotFoundException", None, "admin_update_auth_event_feedback", EventId="unknown", **feedback)
        self.assert_refused("UserNotFoundException", "User does not exist.", "admin_update_auth_event_feedback", EventId=event,
                            **{**feedback, "Username": "nobody"})

    def test_a_client_with_a_secret_may_hand_on_whence_the_user_came(self):
        context = {"IpAddress": "2001:db8::7"}
        seen = []
        for propagates in (True, False):
            client = self.cognito.create_user_pool_client(
                UserPoolId=self.pool_id, ClientName="web", GenerateSecret=True, ExplicitAuthFlows=list(newest.BY_CHOICE),
                EnablePropagateAdditionalUserContextData=propagates)["UserPoolClient"]
            self.cognito.initiate_auth(
                ClientId=client["ClientId"], AuthFlow="USER_AUTH", UserContextData=context, AuthParameters={
                    "USERNAME": "ada", "PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": PASSWORD,
                    "SECRET_HASH": srp_flow.secret_hash("ada", client["ClientId"], client["ClientSecret"])})
            seen.append(self.events()[0]["EventContextData"]["IpAddress"])
        self.assertEqual(seen, ["2001:db8::7", "127.0.0.1"])

    def test_nobody_has_none_and_a_pool_without_the_add_on_neither(self):
        self.assert_refused("UserNotFoundException", "User does not exist.", "admin_list_user_auth_events",
                            UserPoolId=self.pool_id, Username="nobody")
        self.make_pool()
        self.assert_refused("UserPoolAddOnNotEnabledException", None, "admin_list_user_auth_events",
                            UserPoolId=self.pool_id, Username="ada")
