resource "aws_sqs_queue" "jobs" {
  #checkov:skip=CKV_AWS_27:Messages hold nothing that is secret
  name = "jobs"
}
